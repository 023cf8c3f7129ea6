import type { Kysely } from 'kysely'
import { createSessions } from '#server/auth/sessions.ts'
import { createPostgresDatabase } from '#server/storage/postgres/database.ts'
import { type Database, FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import type { Role } from '#shared/contract/roles.ts'
import { newId } from '#shared/lib/ids.ts'

/** Where a running server keeps its things. */
interface Place {
  readonly dataFolder: string
  readonly databaseUrl: string | null
}

export interface TestPerson {
  readonly id: string
  readonly name: string
  /** Of a session of theirs; goes into the cookie. */
  readonly token: string
}

/** A person who is signed in, written into the store beside the running server; `role` as a member of the first workspace. */
export const addPerson = (place: Place, role: Role | null, name: string = role ?? 'Stranger'): Promise<TestPerson> =>
  onStore(place, async (database) => {
    const person = { id: newId<'person'>(), name, color: 3 }
    await database
      .insertInto('people')
      .values({ ...person, email: null, password_hash: null, created_at: Date.now() })
      .execute()
    if (role !== null) await addMember(database, FIRST_WORKSPACE, person.id, role)
    const { token } = await createSessions(database).startForPerson(person)
    return { id: person.id, name, token }
  })

/** Another workspace, which this person is a member of. */
export const addWorkspace = (place: Place, personId: string, role: Role): Promise<string> =>
  onStore(place, async (database) => {
    const id = newId<'workspace'>()
    await database.insertInto('workspaces').values({ id, name: 'Another', created_at: Date.now() }).execute()
    await addMember(database, id, personId, role)
    return id
  })

async function addMember(database: Kysely<Database>, workspaceId: string, personId: string, role: Role): Promise<void> {
  await database
    .insertInto('members')
    .values({ workspace_id: workspaceId, person_id: personId, role, joined_at: Date.now() })
    .execute()
}

/** Does something in a server's store past the server. */
export async function onStore<Value>(
  { dataFolder, databaseUrl }: Place,
  use: (database: Kysely<Database>) => Promise<Value>,
): Promise<Value> {
  if (databaseUrl === null) {
    const database = await openDatabase(dataFolder)
    return use(database).finally(() => database.destroy())
  }
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const { database, close } = createPostgresDatabase({ databaseUrl, logger })
  return use(database).finally(close)
}
