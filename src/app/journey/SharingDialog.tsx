import { useMemo } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { ShareDialog } from '#src/features/sharing/ShareDialog.tsx'
import { usePeople } from './use-people.ts'

interface SharingDialogProps {
  readonly journeyId: string
  readonly title: string
  readonly participants: StoreApi<ParticipantsState>
  readonly onClose: () => void
}

/** The sharing of the open journey, which knows who is here. */
export function SharingDialog({ participants, ...dialog }: SharingDialogProps) {
  const others = usePeople(participants)
  const hereIds = useMemo(() => new Set(others.map(({ id }) => id)), [others])
  return <ShareDialog {...dialog} hereIds={hereIds} />
}
