import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import { datasetFilesApi } from './dataset-files-api.ts'
import { QUERY_KEYS } from './query-keys.ts'

interface FileOfDataset {
  readonly id: string
  readonly fileId: string
}

/** A change of the files of a dataset; what is told of datasets is asked for anew, whether it went well or not. */
function useFileChange<Args, Answer>(change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.datasets }),
  })
}

export const useAddDatasetFile = () =>
  useFileChange(({ id, file }: { readonly id: string; readonly file: File }) => datasetFilesApi.add(id, file))

/** How a file is read: one that waits for it, or one that was read otherwise. */
export const useAnswerForFile = () =>
  useFileChange(({ id, fileId, columns }: FileOfDataset & { readonly columns: FileColumnsInput }) =>
    datasetFilesApi.answer(id, fileId, columns),
  )

export const useRemoveDatasetFile = () =>
  useFileChange(({ id, fileId }: FileOfDataset) => datasetFilesApi.remove(id, fileId))

/** How a file was read. It is looked at anew each time, and not kept: it shows what is in the file. */
export const useReadFile = (id: string, fileId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.readFile(id, fileId),
    queryFn: ({ signal }) => datasetFilesApi.read(id, fileId, signal),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })

/** What would go with a file. */
export const useFileShare = (id: string, fileId: string) =>
  useQuery({
    queryKey: QUERY_KEYS.fileShare(id, fileId),
    queryFn: ({ signal }) => datasetFilesApi.share(id, fileId, signal),
    gcTime: 0,
    retry: false,
  })
