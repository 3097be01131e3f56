"""The pages of the message desk: one's own threads, one thread, and messages that are being written."""

from django.urls import path

from interlace.desk.pages import book, drafts, moves, queue, threads, unsent

urlpatterns = [
    path("inbox/threads/<uuid:thread_id>", queue.preview, name="inbox-thread"),
    path("threads", threads.threads, name="threads"),
    path("threads/book", book.book, name="threads-book"),
    path("threads/book/file", book.book_file, name="threads-book-file"),
    path("threads/new", drafts.new, name="thread-new"),
    path("threads/drafts/<uuid:draft_id>", drafts.draft, name="thread-draft"),
    path("threads/drafts/<uuid:draft_id>/save", drafts.save, name="thread-draft-save"),
    path("threads/drafts/<uuid:draft_id>/send", drafts.send, name="thread-draft-send"),
    path("threads/drafts/<uuid:draft_id>/approve", drafts.approve, name="thread-draft-approve"),
    path("threads/drafts/<uuid:draft_id>/return", drafts.give_back, name="thread-draft-return"),
    path("threads/drafts/<uuid:draft_id>/discard", drafts.discard, name="thread-draft-discard"),
    path("threads/drafts/<uuid:draft_id>/unsent", unsent.keep_beside_draft, name="thread-draft-unsent"),
    path("threads/drafts/<uuid:draft_id>/files", drafts.add_file, name="thread-draft-attach"),
    path("threads/files/<uuid:attachment_id>", threads.file, name="thread-file"),
    path("threads/files/<uuid:attachment_id>/detach", drafts.remove_file, name="thread-file-detach"),
    path("threads/<uuid:thread_id>", threads.thread, name="thread"),
    path("threads/<uuid:thread_id>/write", moves.write, name="thread-write"),
    path("threads/<uuid:thread_id>/assign", moves.assign, name="thread-assign"),
    path("threads/<uuid:thread_id>/hand-over", moves.pass_to_colleague, name="thread-hand-over"),
    path("threads/<uuid:thread_id>/snooze", moves.snooze, name="thread-snooze"),
    path("threads/<uuid:thread_id>/notes", moves.note, name="thread-note"),
    path("threads/<uuid:thread_id>/unsent", unsent.keep_beside_thread, name="thread-unsent"),
    path("threads/<uuid:thread_id>/numbers", moves.numbers, name="thread-numbers"),
    path("threads/<uuid:thread_id>/move/<slug:name>", moves.move, name="thread-move"),
]
