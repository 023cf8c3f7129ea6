import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import { useId } from 'react'
import { cn } from './cn.ts'
import { CONTROL_CLASS, Field, type FieldProps } from './Field.tsx'
import type { Icon } from './icon.ts'

export interface SelectOption<Value extends string> {
  /** Not empty: use a word such as `none` for "nothing chosen". */
  readonly value: Value
  readonly label: string
  readonly icon?: Icon | undefined
  /** A second, quiet text at the right. */
  readonly hint?: string | undefined
  readonly disabled?: boolean | undefined
}

interface SelectProps<Value extends string> extends FieldProps {
  readonly options: readonly SelectOption<Value>[]
  /** `null`: nothing chosen yet, the placeholder shows. */
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly placeholder?: string | undefined
  readonly disabled?: boolean | undefined
}

/** One of a list, with its label. Up to about seven short choices: consider `SegmentedControl`. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  placeholder,
  disabled = false,
  ...field
}: SelectProps<Value>) {
  const id = useId()
  return (
    <Field id={id} {...field}>
      <Primitive.Root value={value ?? ''} onValueChange={(next) => onChange(next as Value)} disabled={disabled}>
        <Primitive.Trigger
          id={id}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.error || field.hint !== undefined ? `${id}-note` : undefined}
          className={cn(
            CONTROL_CLASS,
            'flex h-8 items-center gap-2 px-2.5 text-left data-placeholder:text-ink-faint pointer-coarse:h-10',
          )}
        >
          <span className="min-w-0 flex-1 truncate">
            <Primitive.Value placeholder={placeholder} />
          </span>
          <Primitive.Icon>
            <ChevronDown aria-hidden className="size-4 text-ink-faint" />
          </Primitive.Icon>
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            position="popper"
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop overflow-hidden rounded-lg bg-surface-raised shadow-overlay"
          >
            <Primitive.Viewport className="p-1">
              {options.map((option) => (
                <Primitive.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled ?? false}
                  className="flex h-8 cursor-default items-center gap-2 rounded-md pr-2 pl-2 text-sm text-ink outline-none select-none data-disabled:text-ink-faint data-highlighted:bg-ink/6 pointer-coarse:h-10"
                >
                  {option.icon !== undefined && <option.icon aria-hidden className="size-4 text-ink-muted" />}
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  <span className="ml-auto flex items-center gap-2 pl-4 text-xs text-ink-faint">
                    {option.hint}
                    <span className="size-4">
                      <Primitive.ItemIndicator>
                        <Check aria-hidden className="size-4 text-accent" />
                      </Primitive.ItemIndicator>
                    </span>
                  </span>
                </Primitive.Item>
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Field>
  )
}
