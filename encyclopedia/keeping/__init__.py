"""What is typed at the desk until it is saved: kept, shown, brought together with others' words."""
