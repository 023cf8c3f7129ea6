import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { useWorkspaceId } from '#src/api/workspace-context.ts'

export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly file: File; readonly share: number }
  | { readonly kind: 'failed'; readonly file: File; readonly words: string }

export interface Upload {
  readonly state: UploadState
  /** Sends the file; `onUploaded` is told the id of its dataset. */
  readonly start: (file: File) => void
  readonly cancel: () => void
}

/** One upload at a time. Leaving the page cancels it: half a file is of no use to anyone. */
export function useUpload(onUploaded: (datasetId: string) => void): Upload {
  const [state, setState] = useState<UploadState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const uploaded = useRef(onUploaded)
  const client = useQueryClient()
  const workspace = useWorkspaceId()

  useEffect(() => {
    uploaded.current = onUploaded
  }, [onUploaded])
  useEffect(() => () => running.current?.abort(), [])

  const start = useCallback(
    (file: File) => {
      running.current?.abort()
      const controller = new AbortController()
      running.current = controller
      const update = (next: UploadState) => running.current === controller && setState(next)
      update({ kind: 'sending', file, share: 0 })
      const send = async () => {
        try {
          const { id } = await api.uploadDataset(workspace, file, {
            signal: controller.signal,
            onProgress: (share) => update({ kind: 'sending', file, share }),
          })
          await client.invalidateQueries({ queryKey: QUERY_KEYS.datasets })
          update({ kind: 'idle' })
          if (running.current === controller) uploaded.current(id)
        } catch (error) {
          if (!controller.signal.aborted) update({ kind: 'failed', file, words: wordsOf(error) })
        }
      }
      void send()
    },
    [client, workspace],
  )

  const cancel = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState({ kind: 'idle' })
  }, [])

  return { state, start, cancel }
}
