"""Officers and domestic units of a bureau: who gives them which rights, on which paper, and who takes them away."""
