import { type FormEvent, useId, useState } from 'react'
import type { TokenScope } from '#shared/contract/rest/accounts.ts'
import { useCreateToken } from '#src/api/account-queries.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Button } from '#src/ui/Button.tsx'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { SCOPE_WORDS } from './scope-words.ts'
import { faultOf, useProof } from './use-proof.ts'

const SCOPES = ['read', 'write', 'ingest'] as const satisfies readonly TokenScope[]
const ENDS = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'When I revoke it' },
] as const

/** Makes a token and shows it, once. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('read')
  const [ends, setEnds] = useState<(typeof ENDS)[number]['value']>('90')
  const create = useCreateToken()
  const proof = useProof()
  const formId = useId()
  const fault = faultOf(create.error)
  const token = create.data?.token

  const make = (): void =>
    create.mutate(
      { name: name.trim(), scope, days: ends === 'never' ? null : Number(ends) },
      { onError: proof.orAsk(make) },
    )

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={token === undefined ? 'New token' : 'Copy your token now'}
      description={
        token === undefined ? 'For one script, so that it can be revoked alone.' : 'It is not shown again, to nobody.'
      }
      footer={
        token === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} busy={create.isPending} disabled={name.trim() === ''}>
              Create token
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {token === undefined ? (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label="Name"
            placeholder="What it is for"
            maxLength={80}
            ref={focusOnMount}
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={fault === null ? null : wordsOf(fault)}
          />
          <div>
            <SegmentedControl
              label="What it allows"
              value={scope}
              onChange={setScope}
              options={SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value].title }))}
              className="w-full"
            />
            <p className="mt-2 text-xs text-pretty text-ink-muted">{SCOPE_WORDS[scope].text}</p>
          </div>
          <Select label="It ends" options={ENDS} value={ends} onChange={setEnds} />
        </form>
      ) : (
        <div className="flex flex-wrap items-center gap-3 rounded-lg bg-surface-sunken p-3">
          <code className="min-w-0 flex-1 font-mono text-xs break-all">{token}</code>
          <CopyButton text={token} label="Copy token" />
        </div>
      )}
      {proof.dialog}
    </Dialog>
  )
}
