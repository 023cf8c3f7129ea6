import type { Migration, MigrationProvider } from 'kysely/migration'
import { up as initial } from './0001-initial.ts'
import { up as nodes } from './0002-nodes.ts'
import { up as images } from './0003-images.ts'
import { up as workspaces } from './0004-workspaces.ts'
import { up as accounts } from './0005-accounts.ts'
import { up as singleSignOn } from './0006-single-sign-on.ts'
import { up as links } from './0007-links.ts'
import { up as comments } from './0008-comments.ts'
import { up as library } from './0009-library.ts'
import { up as record } from './0010-record.ts'
import { up as doors } from './0011-doors.ts'
import { up as embeds } from './0012-embeds.ts'
import { up as datasetFiles } from './0013-dataset-files.ts'
import { up as segments } from './0014-segments.ts'
import { up as personalData } from './0015-personal-data.ts'
import { up as namedMetrics } from './0016-named-metrics.ts'
import { up as feeds } from './0017-feeds.ts'
import { up as datasetTimeZone } from './0021-dataset-time-zone.ts'
import { up as sessions } from './0023-sessions.ts'
import { up as fileColumns } from './0024-file-columns.ts'
import { up as forgottenPeople } from './0025-forgotten-people.ts'
import { up as filesAnew } from './0026-files-anew.ts'
import type { Dialect } from './dialect.ts'

/** Every step from an empty store to today's tables. Names sort in the order in which they run; a released one never changes. */
const migrations = (dialect: Dialect): Record<string, Migration> => ({
  '0001-initial': { up: (db) => initial(db, dialect) },
  '0002-nodes': { up: (db) => nodes(db, dialect) },
  '0003-images': { up: (db) => images(db, dialect) },
  '0004-workspaces': { up: (db) => workspaces(db) },
  '0005-accounts': { up: (db) => accounts(db) },
  '0006-single-sign-on': { up: (db) => singleSignOn(db) },
  '0007-links': { up: (db) => links(db) },
  '0008-comments': { up: (db) => comments(db) },
  '0009-library': { up: (db) => library(db, dialect) },
  '0010-record': { up: (db) => record(db, dialect) },
  '0011-doors': { up: (db) => doors(db) },
  '0012-embeds': { up: (db) => embeds(db) },
  '0013-dataset-files': { up: (db) => datasetFiles(db) },
  '0014-segments': { up: (db) => segments(db) },
  '0015-personal-data': { up: (db) => personalData(db) },
  '0016-named-metrics': { up: (db) => namedMetrics(db) },
  '0017-feeds': { up: (db) => feeds(db) },
  '0021-dataset-time-zone': { up: (db) => datasetTimeZone(db) },
  '0023-sessions': { up: (db) => sessions(db) },
  '0024-file-columns': { up: (db) => fileColumns(db) },
  '0025-forgotten-people': { up: (db) => forgottenPeople(db) },
  '0026-files-anew': { up: (db) => filesAnew(db) },
})

export const migrationProvider = (dialect: Dialect): MigrationProvider => ({
  getMigrations: () => Promise.resolve(migrations(dialect)),
})
