"""The six panes of the desk, each a list over rows that `models.views` computes."""
