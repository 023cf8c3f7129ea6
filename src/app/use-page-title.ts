import { useEffect } from 'react'

/** Names the browser tab while the component is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Waymark' : `${title} · Waymark`
  }, [title])
}
