"""Full screens: the desk, and what opens over it."""
