// Whoever comes by a journey's address gets the files of its page while those of the app are still read. The build lists them on the tag.
;(() => {
  if (!location.pathname.startsWith('/journeys/')) return
  for (const href of document.currentScript.dataset.journey.split(' ')) {
    const link = document.createElement('link')
    if (href.endsWith('.css')) Object.assign(link, { rel: 'preload', as: 'style' })
    else link.rel = 'modulepreload'
    link.crossOrigin = 'anonymous'
    link.href = href
    document.head.append(link)
  }
})()
