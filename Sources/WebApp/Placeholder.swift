enum PlaceholderWebApp {}
