import { Fingerprint, Plus } from 'lucide-react'
import { useState } from 'react'
import type { PasskeyItem } from '#shared/contract/rest/passkeys.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { usePasskeys, useRemovePasskey } from '#src/api/passkey-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { PasskeyDialog } from './PasskeyDialog.tsx'
import { ReadFault } from './ReadFault.tsx'
import { Section } from './Section.tsx'
import { faultOf, useProof } from './use-proof.ts'

/** Signing in by finger, face or the PIN of a device. */
export function PasskeysSection() {
  const passkeys = usePasskeys()
  const remove = useRemovePasskey()
  const proof = useProof()
  const [edited, setEdited] = useState<PasskeyItem | 'new' | null>(null)
  const [removing, setRemoving] = useState<PasskeyItem | null>(null)
  const removeFault = faultOf(remove.error)

  const removeIt = (id: string): void =>
    remove.mutate(id, {
      onSuccess: () => {
        setRemoving(null)
        toast('Passkey removed')
      },
      onError: proof.orAsk(() => removeIt(id)),
    })

  return (
    <Section
      title="Passkeys"
      text="Sign in with your finger, your face or the PIN of your device instead of a password. Nobody can make you tell one on a false page."
      action={
        passkeys.data?.canAdd === true && (
          <Button icon={Plus} onClick={() => setEdited('new')}>
            Add passkey
          </Button>
        )
      }
    >
      {passkeys.data === undefined ? (
        passkeys.error === null ? (
          <Skeleton className="h-15" />
        ) : (
          <ReadFault error={passkeys.error} again={() => void passkeys.refetch()} />
        )
      ) : passkeys.data.passkeys.length === 0 ? (
        <p className="rounded-xl border border-dashed border-line-strong/60 px-4 py-6 text-center text-sm text-pretty text-ink-faint">
          {passkeys.data.canAdd
            ? 'None yet. Add one on each device that you use, or one in your password manager.'
            : 'Browsers have passkeys only at an address with https and a name, or at localhost.'}
        </p>
      ) : (
        <ul aria-label="Passkeys" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
          {passkeys.data.passkeys.map((passkey) => (
            <li key={passkey.id} className="flex items-center gap-3 py-3">
              <Fingerprint aria-hidden className="size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{passkey.name}</p>
                <p className="text-xs text-ink-faint">{factsOf(passkey)}</p>
              </div>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Rename ${passkey.name}`}
                onClick={() => setEdited(passkey)}
              >
                Rename
              </Button>
              <Button size="sm" aria-label={`Remove ${passkey.name}`} onClick={() => setRemoving(passkey)}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {edited !== null && <PasskeyDialog passkey={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (open) return
          setRemoving(null)
          remove.reset()
        }}
        title={`Remove “${removing?.name ?? ''}”?`}
        confirmLabel="Remove passkey"
        busy={remove.isPending}
        error={removeFault === null ? null : wordsOf(removeFault)}
        onConfirm={() => removing !== null && removeIt(removing.id)}
      >
        It does not sign you in any more. Your device may go on showing it until you delete it there, too.
      </ConfirmDialog>
      {proof.dialog}
    </Section>
  )
}

function factsOf({ isSynced, createdAt, lastUsedAt }: PasskeyItem): string {
  const where = isSynced ? 'synced between devices' : 'on one device'
  const used = lastUsedAt === null ? 'never used' : `used ${timeAgo(lastUsedAt)}`
  return `${where} · added ${timeAgo(createdAt)} · ${used}`
}
