// Whoever comes by a journey's address gets the files of its page while those of the app are still read, and the journey itself besides: what
// takes turns on a far line (code, connection, content) comes at once. The build lists the files on the tag. src/collab/held-socket.ts takes
// the socket over, with what it heard until then; who may not see the journey is told so by a new one.
;(() => {
  const { pathname, origin } = location
  if (!pathname.startsWith('/journeys/')) return
  // First of all: the server takes longest over the journey, and answers in turn.
  const journeyId = /^\/journeys\/([\w-]+)$/.exec(pathname)?.[1]
  if (journeyId) {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${journeyId}?v=1&all`)
    const messages = []
    socket.binaryType = 'arraybuffer'
    const keep = (message) => messages.push(message)
    socket.addEventListener('message', keep)
    // The page went elsewhere when nobody has taken it by then; what it heard may be a whole journey.
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
