import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { journeyJsonOfDocument, journeyJsonSchema } from '#shared/model/json-form.ts'
import { migrate, MIGRATIONS, SCHEMA_VERSION } from '#shared/model/migrations.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'

/** One stored document per schema version that was ever released, with the JSON form that it must open to. Never change one. */
const FOLDER = path.resolve(import.meta.dirname, '../fixtures/journeys')
const versions = Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1)

describe('documents of every age', () => {
  it.each(versions)('a document of version %i opens', (version) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, fs.readFileSync(path.join(FOLDER, `v${version}.update`)))

    expect(migrate(doc)).toEqual({ kind: 'current' })
    expect(snapshotOf(doc).problems).toEqual([])
    // Lists that the format has got since are empty in it.
    const written: unknown = JSON.parse(fs.readFileSync(path.join(FOLDER, `v${version}.json`), 'utf8'))
    expect(journeyJsonOfDocument(doc)).toEqual(journeyJsonSchema.parse(written))
  })

  it('has one migration to each version from 2 on, in order', () => {
    expect(MIGRATIONS.map((migration) => migration.to)).toEqual(versions.slice(1))
  })

  it('reads a document of a newer version without touching it', () => {
    const doc = new Y.Doc()
    doc.getMap('journey').set('schemaVersion', SCHEMA_VERSION + 1)
    const before = Y.encodeStateAsUpdate(doc)

    expect(migrate(doc)).toEqual({ kind: 'newer', version: SCHEMA_VERSION + 1 })
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })
})
