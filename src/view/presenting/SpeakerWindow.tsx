import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type PresentKey, presentKeyOf } from './present-keys.ts'

interface SpeakerWindowProps {
  readonly children: ReactNode
  readonly onKey: (key: PresentKey) => void
  /** It was closed, or the browser did not let it open. */
  readonly onClosed: () => void
}

/** A window of its own for what only the speaker sees, on another screen. It is part of this page: it goes with it, and its keys count as well. */
export function SpeakerWindow({ children, onKey, onClosed }: SpeakerWindowProps) {
  // A store, because what is in it lives outside of this page and comes and goes with the effect.
  const [store] = useState(() => createStore<{ readonly host: HTMLElement | null }>(() => ({ host: null })))
  const { host } = useStore(store)
  const act = useRef({ onKey, onClosed })
  useEffect(() => {
    act.current = { onKey, onClosed }
  })
  useEffect(() => {
    const opened = window.open('', '', 'popup,width=420,height=640')
    if (!opened) {
      act.current.onClosed()
      return undefined
    }
    const { document: there } = opened
    there.title = 'Speaker’s notes'
    for (const style of document.querySelectorAll('link[rel=stylesheet], style'))
      there.head.append(there.importNode(style, true))
    there.documentElement.dataset['theme'] = document.documentElement.dataset['theme']
    there.documentElement.lang = 'en'
    const root = there.createElement('main')
    root.className = 'flex h-dvh flex-col bg-surface'
    there.body.append(root)
    store.setState({ host: root })
    const listen = (event: KeyboardEvent): void => {
      const key = presentKeyOf(event)
      // Escape in the notes closes the notes, not the presentation.
      if (key === 'end') opened.close()
      else if (key !== null) act.current.onKey(key)
    }
    there.addEventListener('keydown', listen)
    opened.addEventListener('pagehide', () => act.current.onClosed())
    return () => opened.close()
  }, [store])
  return host && createPortal(children, host)
}
