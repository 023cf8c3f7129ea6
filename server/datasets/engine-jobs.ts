import type { EngineJob } from '#server/duckdb/engine-job.ts'
import { findCases, removeCases } from './customer-jobs.ts'
import { eraseCombined, openCombined, writeCombined } from './identity/combined-tables.ts'
import { casesOfPeople, countEvents, findPeople } from './identity/people-job.ts'
import { openIdentity } from './identity/people-tables.ts'
import { endRemovals, noteRemoval, unfinishedRemovals } from './identity/unfinished-removals.ts'
import { importFile } from './import/import-job.ts'
import { profileFile } from './import/profile-job.ts'
import { rewriteFiles } from './import/rewrite-job.ts'
import { markPersonal } from './personal/mark-job.ts'
import { countBefore, removeBefore } from './retention-jobs.ts'
import { appendEvents, createTable, dropTable, indexTable, openTables, stageNothing, swapTable } from './table-jobs.ts'

/** What of this room runs inside the engine's process. `DATASET_JOBS` is its address for `startEngine`. */
export const jobs: Record<string, EngineJob> = {
  profileFile,
  importFile,
  rewriteFiles,
  openTables,
  createTable,
  stageNothing,
  dropTable,
  swapTable,
  indexTable,
  appendEvents,
  findCases,
  removeCases,
  countBefore,
  removeBefore,
  markPersonal,
  openIdentity,
  findPeople,
  casesOfPeople,
  countEvents,
  noteRemoval,
  unfinishedRemovals,
  endRemovals,
  openCombined,
  writeCombined,
  eraseCombined,
}

export const DATASET_JOBS = new URL(import.meta.url)
