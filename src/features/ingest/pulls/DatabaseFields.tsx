import { useId } from 'react'
import { cn } from '#src/ui/cn.ts'
import { CONTROL_CLASS, Field } from '#src/ui/Field.tsx'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import type { PullDraft } from './pull-draft.ts'

interface DatabaseFieldsProps {
  readonly draft: PullDraft
  readonly set: (change: Partial<PullDraft>) => void
}

/** Which database is asked, and what. */
export function DatabaseFields({ draft, set }: DatabaseFieldsProps) {
  const queryId = useId()
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_6rem]">
        <TextField
          label="Host"
          value={draft.host}
          maxLength={253}
          placeholder="db.example.org"
          onChange={({ target }) => set({ host: target.value })}
        />
        <TextField
          label="Port"
          inputMode="numeric"
          value={draft.port}
          maxLength={5}
          onChange={({ target }) => set({ port: target.value })}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label="Database"
          value={draft.database}
          maxLength={200}
          onChange={({ target }) => set({ database: target.value })}
        />
        <TextField
          label="User"
          value={draft.user}
          maxLength={200}
          onChange={({ target }) => set({ user: target.value })}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          value={draft.secret}
          maxLength={4_000}
          onChange={({ target }) => set({ secret: target.value })}
        />
      </div>
      <p className="text-xs text-pretty text-ink-faint">
        Use a user who may only read. The password is kept sealed and never shown again; the query runs in a transaction
        that cannot change anything.
      </p>
      <Select
        label="Encryption"
        value={draft.tls}
        onChange={(tls) => set({ tls })}
        options={[
          { value: 'verify', label: 'Encrypted, and the certificate has to be right' },
          { value: 'encrypt', label: 'Encrypted with any certificate (own network only)' },
          { value: 'off', label: 'Not encrypted (own network only)' },
        ]}
      />
      <Field id={queryId} label="Query">
        <textarea
          id={queryId}
          rows={4}
          maxLength={20_000}
          spellCheck={false}
          value={draft.query}
          placeholder="select customer_id, created_at, status from orders"
          onChange={({ target }) => set({ query: target.value })}
          className={cn(CONTROL_CLASS, 'px-2.5 py-1.5 font-mono text-xs')}
        />
      </Field>
      <TextField
        label="Column that only ever rises (if there is one)"
        value={draft.watermark}
        maxLength={200}
        placeholder="id"
        onChange={({ target }) => set({ watermark: target.value })}
        hint="Then only rows above the highest value so far are fetched and added. Rows that appear later with a lower value are not seen."
      />
    </>
  )
}
