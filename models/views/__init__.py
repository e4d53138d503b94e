"""What each pane shows, computed: rows of plain data, no styles and no widths."""
