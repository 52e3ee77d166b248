import type {
  AccountChange,
  ExclusionChange,
  ExclusionDecision,
  ExclusionPreviewRequest,
  Rebuild,
  RebuildPreviewRequest,
  Session,
  SignInLink,
  Workspace,
  WorkspaceChange,
} from '@grapevine/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from './act.js';
import { get, post } from './ask.js';
import { request } from './client.js';

const REBUILD_POLL_MS = 1_500;

/** The workspace, asked again while it is being rebuilt. */
export function useSettings() {
  return useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => get('/v1/workspace', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.rebuild ? REBUILD_POLL_MS : false),
  });
}

export function useChangeWorkspace() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (change: WorkspaceChange) => request<Workspace>('PATCH', '/v1/workspace', change),
    onSuccess: (workspace) => {
      client.setQueryData(['workspace'], workspace);
      return client.invalidateQueries({ queryKey: ['session'] });
    },
  });
}

/** The rebuild that was seen to run, once it has ended; nothing while another one runs. */
export function useEndedRebuild(workspace: Workspace | undefined): Rebuild | undefined {
  const [seen, setSeen] = useState<string>();
  const running = workspace?.rebuild?.id;
  if (running !== undefined && running !== seen) setSeen(running);
  const rebuild = useQuery({
    queryKey: ['rebuild', seen],
    queryFn: ({ signal }) => request<Rebuild>('GET', `/v1/rebuilds/${seen}`, undefined, signal),
    enabled: seen !== undefined && running === undefined,
  });
  return running === undefined ? rebuild.data : undefined;
}

export function usePreviewRebuild() {
  return useAct({
    mutationFn: (definition: RebuildPreviewRequest) => post('/v1/rebuilds/preview', definition),
  });
}

export function useExclusions() {
  return useQuery({
    queryKey: ['exclusions'],
    queryFn: ({ signal }) => get('/v1/exclusions', undefined, signal),
  });
}

/** What excluding somebody would do. */
export function usePreviewExclusion() {
  return useAct({
    mutationFn: (subject: ExclusionPreviewRequest) => post('/v1/exclusions/preview', subject),
  });
}

/** Excludes, or includes again; every number on every page may be another one then. */
export function useDecideExclusion() {
  const client = useQueryClient();
  return useAct({
    mutationFn: ({ action, change }: { action: ExclusionDecision['action']; change: ExclusionChange }) =>
      request<ExclusionDecision>(action === 'exclude' ? 'POST' : 'DELETE', '/v1/exclusions', change),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useKeys() {
  return useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => get('/v1/keys', undefined, signal),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (id: string) => request<void>('DELETE', `/v1/keys/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
}

export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get('/v1/people', undefined, signal),
  });
}

export function useRemovePerson() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (id: string) => request<void>('DELETE', `/v1/people/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
}

/** Makes a link that lets somebody else in. */
export function useInvite() {
  return useAct({ mutationFn: () => request<SignInLink>('POST', '/v1/sign-in-links') });
}

/** One's own email and password. */
export function useChangeAccount() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (change: AccountChange) => request<Session>('PUT', '/v1/account', change),
    onSuccess: (session) => {
      client.setQueryData(['session'], session);
      return client.invalidateQueries({ queryKey: ['people'] });
    },
  });
}

export function useSignOutEverywhere() {
  return useAct({ mutationFn: () => request<void>('POST', '/v1/session/end-all') });
}
