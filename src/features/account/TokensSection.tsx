import { DATE_LOCALE } from '#shared/lib/time.ts'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ApiTokenItem } from '#shared/contract/rest/accounts.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { useRevokeToken, useTokens } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { NewTokenDialog } from './NewTokenDialog.tsx'
import { ReadFault } from './ReadFault.tsx'
import { SCOPE_WORDS } from './scope-words.ts'
import { Section } from './Section.tsx'

const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium' })

/** By what scripts act for me. */
export function TokensSection() {
  const tokens = useTokens()
  const revoke = useRevokeToken()
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiTokenItem | null>(null)
  return (
    <Section
      title="Tokens for scripts"
      text="A script that sends one as a bearer token acts as you, as far as the token allows."
      action={
        <Button icon={Plus} onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {tokens.data !== undefined ? (
        tokens.data.length === 0 ? (
          <p className="rounded-xl border border-dashed border-line-strong/60 px-4 py-6 text-center text-sm text-ink-faint">
            None yet. A token lets a script read your journeys, change them, or send events.
          </p>
        ) : (
          <ul aria-label="Tokens" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
            {tokens.data.map((token) => (
              <li key={token.id} className="flex items-center gap-3 py-3">
                <KeyRound aria-hidden className="size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} />
                <div className="min-w-0 flex-1">
                  <p className="truncate text-sm font-medium">{token.name}</p>
                  <p className="text-xs text-ink-faint">{factsOf(token)}</p>
                </div>
                <Button size="sm" onClick={() => setRevoking(token)}>
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        )
      ) : tokens.error === null ? (
        <Skeleton className="h-15" />
      ) : (
        <ReadFault error={tokens.error} again={() => void tokens.refetch()} />
      )}
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        confirmLabel="Revoke token"
        busy={revoke.isPending}
        error={revoke.error === null ? null : wordsOf(revoke.error)}
        onConfirm={() => {
          if (revoking === null) return
          revoke.mutate(revoking.id, {
            onSuccess: () => {
              setRevoking(null)
              toast('Token revoked')
            },
          })
        }}
      >
        Scripts that use it are refused at once. This cannot be taken back; you can make a new one.
      </ConfirmDialog>
    </Section>
  )
}

function factsOf({ scope, expiresAt, lastUsedAt }: ApiTokenItem): string {
  const isOver = expiresAt !== null && expiresAt <= Date.now()
  const until = expiresAt === null ? 'no end' : `${isOver ? 'ended' : 'until'} ${dates.format(expiresAt)}`
  const used = lastUsedAt === null ? 'never used' : `used ${timeAgo(lastUsedAt)}`
  return `${SCOPE_WORDS[scope].title} · ${until} · ${used}`
}
