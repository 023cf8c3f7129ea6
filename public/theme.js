// Runs before the first paint, so that the remembered theme never flashes, and follows the machine where src/ui/theme.ts is not loaded.
;(() => {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    let choice = null
    try {
      choice = localStorage.getItem('waymark-theme')
    } catch {
      // Storage is switched off: follow the system.
    }
    const dark = choice === 'dark' || (choice !== 'light' && system.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }
  paint()
  system.addEventListener('change', paint)
})()
