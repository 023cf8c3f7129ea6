// Runs before the first paint, so that the remembered theme never flashes; src/ui/theme.ts takes over from there.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('waymark-theme')
  } catch {
    // Storage is switched off: follow the system.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
