"""A mistake opens its own explanation: what a student's code answers is the key, and no answer lies in the house."""
