import { Download, ScrollText } from 'lucide-react'
import { useState } from 'react'
import type { AuditEntry, AuditQuery } from '#shared/contract/rest/audit.ts'
import type { Role } from '#shared/contract/roles.ts'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useAudit } from '#src/api/audit-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditRow } from './AuditRow.tsx'

/** The workspace that is there from the beginning; its owners read what concerns the whole server. */
const FIRST_WORKSPACE = 'first'

interface AuditProps {
  readonly workspace: { readonly id: string; readonly name: string; readonly role: Role }
}

/** Who did what in a workspace that access depends on. */
export function Audit({ workspace }: AuditProps) {
  const [query, setQuery] = useState<AuditQuery>({ of: 'workspace' })
  const audit = useAudit(workspace.id, query)
  const first = audit.data?.pages[0]
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  const readsServer = workspace.id === FIRST_WORKSPACE && workspace.role === 'owner'
  const take = (format: 'csv' | 'ndjson') => () => window.location.assign(api.auditFileUrl(workspace.id, query, format))
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-col gap-6 px-4 py-8 md:px-6">
      <header className="flex flex-wrap items-end gap-3">
        <div className="min-w-[min(12rem,100%)] flex-1">
          <h1 className="text-2xl font-semibold tracking-tight">Audit log</h1>
          <p className="mt-1 text-base text-pretty text-ink-muted">
            Who did what that access to {workspace.name} depends on
            {first === undefined ? '' : `, kept for ${first.keptDays} days`}. Nobody can change it.
          </p>
        </div>
        <Menu
          align="end"
          entries={[
            { label: 'For a spreadsheet (CSV)', onSelect: take('csv') },
            { label: 'For programs (JSON lines)', onSelect: take('ndjson') },
          ]}
          trigger={<Button icon={Download}>Take as a file</Button>}
        />
      </header>
      {readsServer && (
        <SegmentedControl
          label="Of what"
          options={[
            { value: 'workspace', label: 'This workspace' },
            { value: 'server', label: 'Whole server' },
          ]}
          value={query.of ?? 'workspace'}
          // Somebody who is in one of the two may not be in the other.
          onChange={(of) => setQuery({ ...query, of, actor: undefined })}
          className="max-w-full flex-wrap self-start"
        />
      )}
      <AuditFilters query={query} actors={first?.actors ?? []} onChange={setQuery} />
      {audit.error !== null && audit.data === undefined ? (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {wordsOf(audit.error)}{' '}
          <button type="button" className="font-medium underline" onClick={() => void audit.refetch()}>
            Try again
          </button>
        </p>
      ) : first === undefined ? (
        <Skeleton className="h-96 rounded-xl" />
      ) : entries.length === 0 ? (
        <Nothing isFiltered={isFiltered(query)} />
      ) : (
        <Entries entries={entries} />
      )}
      {audit.hasNextPage && (
        <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()} className="self-center">
          Show older ones
        </Button>
      )}
    </main>
  )
}

const isFiltered = ({ actor, act, from, until }: AuditQuery): boolean =>
  [actor, act, from, until].some((value) => value !== undefined)

const Entries = ({ entries }: { readonly entries: readonly AuditEntry[] }) => (
  <ol aria-label="Entries" className="divide-y divide-line rounded-xl bg-surface px-4 shadow-card">
    {entries.map((entry) => (
      <AuditRow key={entry.number} entry={entry} />
    ))}
  </ol>
)

const Nothing = ({ isFiltered: filtered }: { readonly isFiltered: boolean }) => (
  <EmptyState icon={ScrollText} title={filtered ? 'Nothing that passes' : 'Nothing has happened yet'}>
    {filtered
      ? 'Ask for somebody else, something else or another time.'
      : 'Invitations, roles, share links, journeys and data that are made, taken or deleted will stand here.'}
  </EmptyState>
)
