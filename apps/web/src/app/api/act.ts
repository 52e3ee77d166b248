import { type DefaultError, type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * `useMutation`, but what is being done is not begun a second time: two clicks in a row are one. A button that is disabled while it is pending
 * comes too late for them, since it is drawn again only after both.
 */
export function useAct<Data, Variables = void>(options: UseMutationOptions<Data, DefaultError, Variables>) {
  const isRunning = useRef(false);
  const { mutate, ...mutation } = useMutation({
    ...options,
    onSettled: (...settled) => {
      isRunning.current = false;
      return options.onSettled?.(...settled);
    },
  });
  const act = (variables: Variables, after?: MutateOptions<Data, DefaultError, Variables>) => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutate(variables, after);
  };
  return { ...mutation, mutate: act };
}
