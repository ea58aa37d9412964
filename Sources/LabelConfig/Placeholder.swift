enum PlaceholderLabelConfig {}
