import type { Rect } from '#shared/layout/rect.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** A picture on its way to the server: where it will be, and how far it is. Only the one who adds it sees it. */
export interface Uploading {
  readonly id: string
  readonly name: string
  readonly rect: Rect
  /** Of the local file, to be looked at meanwhile. */
  readonly previewUrl: string
  /** 0..1 */
  readonly progress: number
}

export type Uploads = StoreApi<{ readonly items: readonly Uploading[] }>

export const createUploads = (): Uploads => createStore(() => ({ items: [] }))

export const showUpload = (uploads: Uploads, item: Uploading): void =>
  uploads.setState(({ items }) => ({ items: [...items, item] }))

export const showProgress = (uploads: Uploads, id: string, progress: number): void =>
  uploads.setState(({ items }) => ({ items: items.map((item) => (item.id === id ? { ...item, progress } : item)) }))

export const hideUpload = (uploads: Uploads, id: string): void =>
  uploads.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }))
