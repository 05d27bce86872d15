"""A published folder handed out from memory: what is held, what is answered, and listening for who asks."""
