"""The operation itself: what each bureau brings to it, the plan, go and no-go, check-ins, and its log."""
