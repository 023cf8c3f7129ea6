import { useEffect, useEffectEvent } from 'react'

type LibraryKey = '/' | 'Escape' | 'mod+a'

/** Keys that work wherever one is in the library but in a field or a menu; `null`: this one does nothing now. */
export function useLibraryKeys(keys: Readonly<Record<LibraryKey, (() => void) | null>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const isElsewhere =
      event.defaultPrevented ||
      (event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable], [role=menu], [role=dialog], [role=alertdialog]') !==
          null)
    const isModified = event.metaKey || event.ctrlKey
    const key = isModified ? (event.key === 'a' ? 'mod+a' : null) : event.key
    if (isElsewhere || event.altKey || (key !== '/' && key !== 'Escape' && key !== 'mod+a')) return
    const act = keys[key]
    if (act === null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
