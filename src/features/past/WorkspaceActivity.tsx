import { useMembers } from '#src/api/member-queries.ts'
import { ActivityList } from './ActivityList.tsx'

/** Who did what in a workspace. */
export function WorkspaceActivity({
  workspace,
}: {
  readonly workspace: { readonly id: string; readonly name: string }
}) {
  const members = useMembers(workspace.id)
  const people = members.data?.map(({ personId, name }) => ({ id: personId, name })) ?? []
  return (
    <main className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8 md:px-6">
      <header>
        <h1 className="text-2xl font-semibold tracking-tight">Activity</h1>
        <p className="mt-1 text-base text-pretty text-ink-muted">Who did what in {workspace.name}, the newest first.</p>
      </header>
      <ActivityList of="workspaces" id={workspace.id} people={people} />
    </main>
  )
}
