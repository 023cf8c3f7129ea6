import type { SessionBody } from '#shared/contract/rest/session.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSignOut } from '#src/api/mutations.ts'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { RenameSessionDialog } from './RenameSessionDialog.tsx'

interface SessionDialogsProps {
  readonly session: SessionBody
  readonly asking: 'rename' | 'sign-out'
  readonly onClose: () => void
}

/** What the session menu asks; loaded when it does. */
export function SessionDialogs({ session: { name, color, kind }, asking, onClose }: SessionDialogsProps) {
  const signOut = useSignOut()
  if (asking === 'rename') return <RenameSessionDialog name={name} color={color} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Sign out on this device?"
      confirmLabel="Sign out"
      danger={false}
      busy={signOut.isPending}
      error={signOut.error === null ? null : wordsOf(signOut.error)}
      onConfirm={() => signOut.mutate()}
    >
      {kind === 'person'
        ? 'To come back you need a passkey, your e-mail address and password, or the link that Waymark prints when it starts.'
        : 'To come back you need the share link that you were sent.'}
    </ConfirmDialog>
  )
}
