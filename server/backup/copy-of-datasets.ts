import { copyFile, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '#server/config.ts'
import { secretOf } from '#server/auth/secret-key.ts'
import { signedTokenOf } from '#server/auth/tokens.ts'
import { startEngine } from '#server/duckdb/start-engine.ts'
import { ADDRESS_FILE, BACKUP_COPY_ROUTE } from './running-server.ts'
import { BackupError } from './manifest.ts'

/**
 * A copy of the datasets as they are between two writes. Their file belongs to one process: the server is asked when it runs, and when it
 * does not the file is opened here, which also says whether anybody has it.
 */
export async function copyOfDatasets(config: Pick<Config, 'dataFolder' | 'secret'>, to: string): Promise<void> {
  const answered = await askServer(config)
  if (answered === null) return copyHere(config.dataFolder, to)
  // Mostly the same disk.
  await rename(answered, to).catch(async () => {
    await copyFile(answered, to)
    await rm(answered)
  })
}

/** Where the server has put a copy; `null`: none runs. */
async function askServer({ dataFolder, secret }: Pick<Config, 'dataFolder' | 'secret'>): Promise<string | null> {
  const address = await readFile(path.join(dataFolder, ADDRESS_FILE), 'utf8').catch(() => null)
  if (address === null) return null
  const token = signedTokenOf(await secretOf(secret, dataFolder), 'backup', String(Date.now()))
  let answer: Response
  try {
    answer = await fetch(`${address.trim()}${BACKUP_COPY_ROUTE}`, {
      method: 'POST',
      headers: { 'x-waymark-backup': token },
    })
  } catch {
    // What it left behind when it was killed.
    return null
  }
  const body = (await answer.json().catch(() => ({}))) as { file?: string; error?: { message?: string } }
  if (!answer.ok || body.file === undefined) {
    throw new BackupError(
      `The server at ${address.trim()} gave no copy of the datasets: ${body.error?.message ?? String(answer.status)}`,
    )
  }
  return body.file
}

const MEMORY_MB = 512

async function copyHere(dataFolder: string, to: string): Promise<void> {
  const engine = await startEngine({ dataFolder, memoryMb: MEMORY_MB, jobModules: [] }).catch((error: unknown) => {
    throw new BackupError(
      `The datasets in ${dataFolder} cannot be opened; perhaps a server has them that cannot be asked. ${String(error)}`,
    )
  })
  try {
    await engine.copyTo(to)
  } finally {
    await engine.close()
  }
}
