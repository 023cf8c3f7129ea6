import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSignOut } from '#src/api/mutations.ts'
import { forgetCopies, keptCopies } from '#src/collab/offline-copies.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { RenameSessionDialog } from './RenameSessionDialog.tsx'

interface SessionDialogsProps {
  readonly session: SessionBody
  readonly asking: 'rename' | 'sign-out'
  readonly onClose: () => void
}

/** What the session menu asks; loaded when it does. */
export function SessionDialogs({ session: { name, color, kind }, asking, onClose }: SessionDialogsProps) {
  if (asking === 'rename') return <RenameSessionDialog name={name} color={color} onClose={onClose} />
  return <SignOutDialog kind={kind} onClose={onClose} />
}

/** Signing out takes the copies of journeys out of this browser. Edits that may not have been sent are never thrown away unasked. */
function SignOutDialog({ kind, onClose }: { readonly kind: SessionBody['kind']; readonly onClose: () => void }) {
  const signOut = useSignOut()
  const copies = useQuery({ queryKey: ['kept-copies'], queryFn: keptCopies, gcTime: 0 })
  const [keeps, setKeeps] = useState(false)
  const [discards, setDiscards] = useState(false)
  const kept = copies.data ?? []
  const unsent = kept.filter(({ isSent }) => !isSent).length

  const confirm = async (): Promise<void> => {
    const answer = await signOut.mutateAsync(undefined)
    if (!keeps) await forgetCopies(discards ? 'all' : 'sent')
    if (answer) window.location.assign(answer.there)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Sign out on this device?"
      confirmLabel="Sign out"
      danger={false}
      busy={signOut.isPending}
      disabled={copies.isPending}
      error={signOut.error === null ? null : wordsOf(signOut.error)}
      // What went wrong is shown; the rejection has nobody else to hear of it.
      onConfirm={() => void confirm().catch(() => {})}
    >
      <p>
        {kind === 'person'
          ? 'To come back you need a passkey, your e-mail address and password, or the link that Waymark prints when it starts.'
          : 'To come back you need the share link that you were sent.'}
      </p>
      {kept.length > 0 && (
        <div className="mt-3 flex flex-col gap-2">
          <Checkbox
            label="Keep copies of journeys in this browser"
            hint="For work without a network. Leave it off where others use this device."
            checked={keeps}
            onChange={setKeeps}
          />
          {unsent > 0 && !keeps && (
            <>
              <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-ink">
                Edits to {unsent === 1 ? 'one journey' : `${String(unsent)} journeys`} may not have been sent yet. They
                stay in this browser, and are sent when you open {unsent === 1 ? 'that journey' : 'those journeys'}{' '}
                again.
              </p>
              <Checkbox label="Throw these edits away as well" checked={discards} onChange={setDiscards} />
            </>
          )}
        </div>
      )}
    </ConfirmDialog>
  )
}
