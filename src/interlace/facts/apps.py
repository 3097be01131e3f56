from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "interlace.facts"
    label = "facts"

    def ready(self) -> None:
        """Say which registers a bureau has to the room where rights are given; it lies below this one."""
        from interlace.bureaus.people.ports import know_registers
        from interlace.facts.queries import register_titles

        know_registers(register_titles)
