// See journeyAhead in vite.config.ts, which lists the files on the tag, and src/collab/held-socket.ts.
;(() => {
  const { pathname, origin } = location
  if (!pathname.startsWith('/journeys/')) return
  const journeyId = /^\/journeys\/([\w-]+)$/.exec(pathname)?.[1]
  if (journeyId) {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${journeyId}?v=1&all`)
    const messages = []
    socket.binaryType = 'arraybuffer'
    const keep = (message) => messages.push(message)
    socket.addEventListener('message', keep)
    const timer = setTimeout(() => {
      socket.close()
      window.heldSocket = undefined
    }, 15_000)
    window.heldSocket = { journeyId, socket, messages, keep, timer }
  }
  for (const href of document.currentScript.dataset.journey.split(' ')) {
    const link = document.createElement('link')
    if (href.endsWith('.css')) Object.assign(link, { rel: 'preload', as: 'style' })
    else link.rel = 'modulepreload'
    link.crossOrigin = 'anonymous'
    link.href = href
    document.head.append(link)
  }
})()
