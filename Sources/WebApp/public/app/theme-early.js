// Runs before the first paint, as a classic script, so that a dark reading room never flashes white.
(() => {
  try {
    const theme = localStorage.getItem("vesalius.theme")
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme
  } catch {
    // Storage is blocked: the system's preference applies.
  }
})()
