// Written by "npm run client" from the document of the API, /openapi.json.

export interface paths {
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events
         * @description One event, a list, or one event a line; at most 5000 events and 10 MiB after decompression (`Content-Encoding: gzip` or `br`). 202 means that the accepted events are stored for good; each refused one is listed with its place and reason. An event with the `type` and `id` of one that was sent is the same event, whenever and however often it comes.
         *
         *     Needs a key with the scope `ingest`.
         */
        post: operations["sendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One metric, period by period
         * @description Every period of the range has a row. A period without events is 0 from the first event through the last one, and null before and after. With `by` each row names its `segment`, and segments need not add up to the `total`.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/growth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Growth accounting: active, new, retained, resurrected, churned
         * @description Each of the five counts is taken from sets of its own; `identity_holds` says that active = active before + new + resurrected - churned, in every row.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getGrowth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of those who came at one time
         * @description One row a cohort. A period that is not over, or lies after the last event, is null.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/power-curve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * On how many of the last days people come
         * @description How many members were active on exactly 1, 2, ... of the days that end with `as_of`.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getPowerCurve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the messages sent in each period
         * @description By the day of sending, over receipts that come within the horizon of the channel; rates are of channels that report receipts, those of reading of channels that report reads, and null where none does. `maturing` says that events that still count may come.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The catalogue of metrics
         * @description What each metric means, in words, with its version, unit, and what it can be asked by.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The saved exports of the workspace
         * @description The oldest first, in pages.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Save a question whose answer is to be brought somewhere
         * @description The question is asked once, of one period, so that what would be wrong with every run is said now.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A saved export
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        /**
         * Delete a saved export and the record of its runs
         * @description Files that were delivered stay where they are.
         *
         *     Needs a key with the scope `admin`.
         */
        delete: operations["deleteExport"];
        options?: never;
        head?: never;
        /**
         * Change a saved export
         * @description What is left out stays as it is, and so do the url and the secrets that its destination or its alert leaves out. Runs that wait keep their period, and are sent as the export is by then.
         *
         *     Needs a key with the scope `admin`.
         */
        patch: operations["changeExport"];
        trace?: never;
    };
    "/v1/exports/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the runs of an export
         * @description The last first, in pages.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listExportRuns"];
        put?: never;
        /**
         * Run an export now
         * @description Runs of one export go one after the other. A run of a period that was sent before replaces its file. With `test`, the first 100 rows are sent at once as a file named `test_...`, without another attempt, and without counting as a delivery.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["runExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a run
         * @description With its progress while it runs, and its manifest once it is complete.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["getExportRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a run that is not over
         * @description One that is being delivered stops within seconds, and may have arrived by then. A run that is over stays as it is.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["cancelExportRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}/backfills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the backfills of an export are
         * @description The last first, in pages.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listExportBackfills"];
        put?: never;
        /**
         * Send the periods of a range, each by a run of its own
         * @description Its runs come after all others of the export.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["backfillExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export-backfills/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop what is left of a backfill
         * @description Needs a key with the scope `admin`.
         */
        post: operations["cancelExportBackfill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restatements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sealed numbers that became others, and why
         * @description The last first, in pages.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listRestatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is left out of every metric, and who decided so
         * @description The decisions in pages, the last first.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listExclusions"];
        put?: never;
        /**
         * Leave members or segments out of every metric
         * @description In force at once, for numbers of all times. Sealed numbers that change are restated, and say so.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["exclude"];
        /**
         * Take members or segments in again
         * @description Needs a key with the scope `admin`.
         */
        delete: operations["include"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exclusions/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members who are excluded by name, as the numbers that they have in the log
         * @description In pages, by number. Those whom an excluded segment leaves out are not among them.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listExcludedMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exclusions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What leaving members or segments out would do
         * @description Changes nothing. `POST /v1/exclusions` with the same and a `reason` does it.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["previewExclusion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rebuilds/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What another definition would make of the last twelve months
         * @description Changes nothing. `PATCH /v1/workspace` with `"rebuild": true` starts the change.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["previewRebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rebuilds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of the definition, running and past
         * @description In pages, the last first.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listRebuilds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rebuilds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a rebuild has come
         * @description Needs a key with the scope `read`.
         */
        get: operations["getRebuild"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Acknowledged events that could not be stored
         * @description The oldest first, in pages. They hold keyed hashes only, and expire.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put dead letters back into the queue
         * @description Needs a key with the scope `admin`.
         */
        post: operations["replayDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of the workspace
         * @description Needs a key with the scope `read`.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings
         * @description Time zone, activity types and dimensions change at once while there are no events; afterwards the change is a rebuild of every number, asked for with `"rebuild": true`.
         *
         *     Needs a key with the scope `admin`.
         */
        patch: operations["changeWorkspace"];
        trace?: never;
    };
    "/v1/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notes on days, for charts
         * @description By date, in pages.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["listAnnotations"];
        put?: never;
        /**
         * Note what happened on a day
         * @description Needs a key with the scope `admin`.
         */
        post: operations["addAnnotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/annotations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a note
         * @description Needs a key with the scope `admin`.
         */
        delete: operations["deleteAnnotation"];
        options?: never;
        head?: never;
        /**
         * Change a note, or its day
         * @description Needs a key with the scope `admin`.
         */
        patch: operations["changeAnnotation"];
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of the workspace
         * @description The oldest first, in pages; revoked ones too.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description The answer is the only one that ever holds the key itself.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key; it stops within a second
         * @description Needs a key with the scope `admin`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, or whose key this is
         * @description Every request of a session may name the workspace that it is about, by its slug, in the header `Grapevine-Workspace`; without it it is about the first of `workspaces` that has events. Somebody may look at those in `workspaces`, else the answer is 404.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getSession"];
        put?: never;
        /** Exchange a one-time link, or an email and a password, for a session cookie */
        post: operations["signIn"];
        /** End the session */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/end-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End every session of the person
         * @description Needs the session of a person: keys are refused.
         */
        post: operations["endSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set or change one's own email and password
         * @description All other sessions of the person end then.
         *
         *     Needs the session of a person: keys are refused.
         */
        put: operations["changeAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may sign in
         * @description The oldest first, in pages.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let somebody in no more; all sessions end
         * @description Needs a key with the scope `admin`.
         */
        delete: operations["removePerson"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a one-time link for another person
         * @description `/sign-in#token=TOKEN`: whoever opens it sets an email and a password.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["createSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stored events, one a line
         * @description Numbers and keyed hashes stand in the place of identities. The last line, `export.end`, says how many came before it: an answer without it is not whole.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["exportEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the pipeline has come
         * @description `pending_events: 0` means that every acknowledged event is in every answer.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why events were rejected, and what speaks for the numbers
         * @description Examples of rejected events are masked: they show the form of what was sent, never whom it is about.
         *
         *     Needs a key with the scope `read`.
         */
        get: operations["getDataHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether engines answer and workers run */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters of the process, for Prometheus */
        get: operations["getProcessMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Event: {
            /** @constant */
            type: "member.active";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            member_id: string;
        } | {
            /** @constant */
            type: "member.signed_up";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            member_id: string;
            invited_by?: string;
        } | {
            /** @constant */
            type: "member.invited";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            member_id: string;
        } | {
            /** @constant */
            type: "message.sent";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            message_id: string;
            recipient_id?: string;
            channel?: string;
            member_id: string;
        } | {
            /** @constant */
            type: "message.delivered";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            message_id: string;
            recipient_id?: string;
            channel?: string;
        } | {
            /** @constant */
            type: "message.read";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            message_id: string;
            recipient_id?: string;
            channel?: string;
        } | {
            /** @constant */
            type: "message.failed";
            /** @description RFC 3339 with offset, or integer epoch milliseconds */
            occurred_at: string | number;
            /** @description The sender's id for the event, for de-duplication */
            id?: string;
            platform?: string;
            manufacturer?: string;
            country?: string;
            app_version?: string;
            source?: string;
            properties?: {
                [key: string]: string | number | boolean | null;
            };
            message_id: string;
            recipient_id?: string;
            channel?: string;
            error_code?: string | number;
        };
        /** @description One event, a list of up to 5000, or the list as "events" of an object. */
        EventBatch: components["schemas"]["Event"] | components["schemas"]["Event"][] | {
            events: components["schemas"]["Event"][];
        };
        NewKey: {
            name: string;
            scopes: ("ingest" | "read" | "admin")[];
        };
        SignIn: {
            token: string;
        } | {
            email: string;
            password: string;
        };
        AccountChange: {
            email?: string;
            password?: string;
            /** @description needed to change what is there; not for the first email and password after a one-time link */
            current_password?: string;
        };
        NewAnnotation: {
            /** Format: date */
            date: string;
            text: string;
        };
        /** @description What is left out stays as it is */
        AnnotationChange: {
            /** Format: date */
            date?: string;
            text?: string;
        };
        /** @description What is left out stays as it is */
        WorkspaceChange: {
            name?: string;
            time_zone?: string;
            activity_types?: ("member.active" | "member.signed_up" | "member.invited" | "message.sent" | "message.read")[];
            dimensions?: string[];
            max_age_days?: number | null;
            seal_grace_hours?: number;
            /** @description All channels that have a setting: one that is left out has none then */
            channels?: {
                [key: string]: {
                    /** @description A receipt counts until so many days after the sending */
                    horizon_days?: number;
                    /** @description Whether the channel tells what became of a message; left out: it does once a receipt was seen. Whether it tells of reads is always seen */
                    receipts?: boolean;
                };
            };
            /** @description Needed to change time zone, activity types or dimensions once there are events */
            rebuild?: boolean;
        };
        RebuildPreviewRequest: {
            time_zone?: string;
            activity_types?: ("member.active" | "member.signed_up" | "member.invited" | "message.sent" | "message.read")[];
            dimensions?: string[];
        };
        ExclusionChange: {
            /** @default [] */
            member_ids: string[];
            /**
             * @description everybody who was ever active or signed up with this value of this dimension
             * @default []
             */
            segments: {
                dimension: string;
                value: string;
            }[];
            reason: string;
        };
        ExclusionPreviewRequest: {
            /** @default [] */
            member_ids: string[];
            /**
             * @description everybody who was ever active or signed up with this value of this dimension
             * @default []
             */
            segments: {
                dimension: string;
                value: string;
            }[];
        };
        NewExport: {
            name: string;
            /** @description what the names of its files begin with; without it, made of the name */
            file_prefix?: string;
            question: {
                /**
                 * @description what is asked: the numbers of the address of this name, or `events`, the raw log
                 * @enum {string}
                 */
                of: "series" | "growth" | "retention" | "power_curve" | "delivery" | "events";
                /**
                 * @description as the address takes them, without those that say of which days and in which form
                 * @default {}
                 */
                parameters: {
                    [key: string]: string | number | string[];
                };
            };
            range: {
                /** @constant */
                kind: "previous";
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                /**
                 * @description how many, the last ones that are over
                 * @default 1
                 */
                count: number;
            } | {
                /** @constant */
                kind: "fixed";
                /** Format: date */
                from: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                to: string;
            } | {
                /** @constant */
                kind: "since_last_run";
                /**
                 * Format: date
                 * @description first day of the first run
                 */
                from: string;
            };
            /**
             * @description what each file is
             * @default csv
             * @enum {string}
             */
            format: "csv" | "ndjson" | "parquet";
            /**
             * @default none
             * @enum {string}
             */
            compression: "none" | "gzip" | "zstd";
            /**
             * @description whether a period that is not over may be sent; its numbers still grow
             * @default false
             */
            incomplete_periods: boolean;
            destination: {
                /** @constant */
                kind: "folder";
                /**
                 * @description below the workspace's own folder of the root that the configuration names
                 * @default
                 */
                path: string;
            } | {
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description where each file is sent by POST; never shown again, but for what comes before its query */
                url: string;
                /** @description what deliveries are signed with; never shown again */
                secret: string;
            } | {
                /** @constant */
                kind: "slack";
                /** @description of the incoming webhook; a secret as a whole, and never shown again */
                url: string;
            } | {
                /** @constant */
                kind: "s3";
                bucket: string;
                /**
                 * @description what the keys of the files begin with, as folders: growth/monthly; empty: nothing
                 * @default
                 */
                prefix: string;
                region: string;
                /** @description of the storage, as in https://s3.example.com; left out: Amazon S3 */
                endpoint?: string;
                /**
                 * @description whether the bucket is named in the path of requests, not in the name of the host
                 * @default false
                 */
                path_style: boolean;
                access_key_id: string;
                /** @description what requests are signed with; never shown again */
                secret_access_key: string;
            };
            /**
             * @description who is told when a run has failed for good; null: nobody
             * @default null
             */
            alert: ({
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description where each file is sent by POST; never shown again, but for what comes before its query */
                url: string;
                /** @description what deliveries are signed with; never shown again */
                secret: string;
            }) | null;
            /**
             * @description when it runs by itself; null: when it is asked to
             * @default null
             */
            schedule: ({
                /** @constant */
                kind: "hourly";
                /** @default 0 */
                minute: number;
            } | {
                /** @constant */
                kind: "daily";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "weekly";
                /** @enum {string} */
                weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "monthly";
                /** @description of the month; the last one where the month is shorter */
                day: number;
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "first_weekday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "cron";
                /** @description five fields: minute, hour, day of the month, month, day of the week */
                expression: string;
            }) | null;
            /**
             * @description the schedule makes no runs, and those of this time are not made up for
             * @default false
             */
            paused: boolean;
            /**
             * @description whether, after each run, delivered periods whose numbers have changed are sent again
             * @default false
             */
            send_corrections: boolean;
        };
        /** @description What is left out stays as it is */
        ExportChange: {
            name?: string;
            question?: {
                /**
                 * @description what is asked: the numbers of the address of this name, or `events`, the raw log
                 * @enum {string}
                 */
                of: "series" | "growth" | "retention" | "power_curve" | "delivery" | "events";
                /**
                 * @description as the address takes them, without those that say of which days and in which form
                 * @default {}
                 */
                parameters: {
                    [key: string]: string | number | string[];
                };
            };
            range?: {
                /** @constant */
                kind: "previous";
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                /**
                 * @description how many, the last ones that are over
                 * @default 1
                 */
                count: number;
            } | {
                /** @constant */
                kind: "fixed";
                /** Format: date */
                from: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                to: string;
            } | {
                /** @constant */
                kind: "since_last_run";
                /**
                 * Format: date
                 * @description first day of the first run
                 */
                from: string;
            };
            /**
             * @description what each file is
             * @enum {string}
             */
            format?: "csv" | "ndjson" | "parquet";
            /** @enum {string} */
            compression?: "none" | "gzip" | "zstd";
            /** @description whether a period that is not over may be sent; its numbers still grow */
            incomplete_periods?: boolean;
            destination?: {
                /** @constant */
                kind: "folder";
                /**
                 * @description below the workspace's own folder of the root that the configuration names
                 * @default
                 */
                path: string;
            } | {
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description where each file is sent by POST; never shown again, but for what comes before its query */
                url?: string;
                /** @description what deliveries are signed with; never shown again */
                secret?: string;
            } | {
                /** @constant */
                kind: "slack";
                /** @description of the incoming webhook; a secret as a whole, and never shown again */
                url?: string;
            } | {
                /** @constant */
                kind: "s3";
                bucket: string;
                /**
                 * @description what the keys of the files begin with, as folders: growth/monthly; empty: nothing
                 * @default
                 */
                prefix: string;
                region: string;
                /** @description of the storage, as in https://s3.example.com; left out: Amazon S3 */
                endpoint?: string;
                /**
                 * @description whether the bucket is named in the path of requests, not in the name of the host
                 * @default false
                 */
                path_style: boolean;
                access_key_id: string;
                /** @description what requests are signed with; never shown again */
                secret_access_key?: string;
            };
            alert?: ({
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description where each file is sent by POST; never shown again, but for what comes before its query */
                url?: string;
                /** @description what deliveries are signed with; never shown again */
                secret?: string;
            }) | null;
            /** @description when it runs by itself; null: when it is asked to */
            schedule?: ({
                /** @constant */
                kind: "hourly";
                /** @default 0 */
                minute: number;
            } | {
                /** @constant */
                kind: "daily";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "weekly";
                /** @enum {string} */
                weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "monthly";
                /** @description of the month; the last one where the month is shorter */
                day: number;
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "first_weekday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "cron";
                /** @description five fields: minute, hour, day of the month, month, day of the week */
                expression: string;
            }) | null;
            /** @description the schedule makes no runs, and those of this time are not made up for */
            paused?: boolean;
            /** @description whether, after each run, delivered periods whose numbers have changed are sent again */
            send_corrections?: boolean;
        };
        NewExportBackfill: {
            /**
             * Format: date
             * @description first local day of the first period
             */
            from: string;
            /**
             * Format: date
             * @description last local day of the last period, inclusive
             */
            to: string;
            /**
             * @description how long the period of each run is; without it that of the range of the export, or else of its question
             * @enum {string}
             */
            grain?: "day" | "week" | "month" | "quarter" | "year";
        };
        NewExportRun: {
            /** @description of which days; without it those of the range of the export, as of now */
            period?: {
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
            };
            /**
             * @description tries question, file and destination with the first 100 rows, once: the file is named apart, and nothing counts as delivered
             * @default false
             */
            test: boolean;
        };
        Replay: {
            ids: string[];
        } | {
            /** @constant */
            all: true;
        };
        IngestResult: {
            batch_id: string;
            accepted: number;
            rejected: {
                /** @description Position of the event in the request, from 0 */
                index: number;
                id?: string;
                field?: string;
                /** @enum {string} */
                code: "missing_field" | "invalid_type" | "invalid_value" | "unknown_type" | "too_large" | "in_future" | "too_old" | "forbidden_key";
                message: string;
            }[];
        };
        SeriesAnswer: {
            data: components["schemas"]["SeriesPoint"][];
            meta: components["schemas"]["SeriesMeta"];
        };
        SeriesPoint: {
            period: string;
            /** Format: date */
            start: string;
            /**
             * Format: date
             * @description inclusive
             */
            end: string;
            /** @description null: no data, which is not zero */
            value: number | null;
            /** @description the period is over */
            complete: boolean;
            /** @description the value is stored and final until a restatement */
            sealed: boolean;
            /** @description of deliveries: whether events that still count may come */
            maturing?: boolean;
            segment?: string;
            /** @description with `by`: the value over all segments, which need not add up to it */
            total?: number | null;
            /** @description with `compare` */
            compare?: {
                period: string | null;
                start: string | null;
                /** @description inclusive; while the period itself is running, cut to as many days as have elapsed */
                end: string | null;
                value: number | null;
                /** @description value / compared value - 1; null where the compared value is 0 or null */
                change: number | null;
                /** @description value - compared value */
                difference: number | null;
            };
        };
        SeriesMeta: {
            definition: {
                id: string;
                version: number;
                text: string;
            };
            unit: string;
            time_zone: string;
            /** @description first and last local day of the periods in the answer, inclusive */
            range: {
                start: string | null;
                end: string | null;
            };
            filter?: string[];
            /** Format: date-time */
            as_of: string;
            /** @description the local day of the first event */
            data_from: string | null;
            /** @description the local day of the last event */
            data_through: string | null;
            /** @description version of the workspace's time zone, activity definition and dimensions */
            definition_version: number;
            activity_types: string[];
            /** @constant */
            exact: true;
            metric: string;
            /**
             * @description how long a period is; weeks are ISO weeks
             * @enum {string}
             */
            grain: "day" | "week" | "month" | "quarter" | "year";
            /**
             * @description calendar periods, or so many days that end with the labelled day
             * @enum {string}
             */
            window: "calendar" | "rolling_7" | "rolling_28" | "rolling_30";
            by?: string;
            /** @description periods looked back, for the metrics that do */
            over?: number;
            /**
             * @description which other period is shown beside each, cut to as many days as have elapsed while the period runs
             * @enum {string}
             */
            compare?: "previous_period" | "previous_year";
        };
        GrowthAnswer: {
            data: {
                period: string;
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
                /** @description A(p): members active in the period */
                active: number | null;
                /** @description active in the period for the first time ever */
                new: number | null;
                /** @description active in the period and in the one before */
                retained: number | null;
                /** @description active in the period and earlier, but not in the one before */
                resurrected: number | null;
                /** @description active in the period before, not in this one */
                churned: number | null;
                /** @description new + resurrected - churned */
                net: number | null;
                /** @description (new + resurrected) / churned; null where churned is 0 */
                quick_ratio: number | null;
                /** @description the period is over */
                complete: boolean;
                /** @description the values are stored and final until a restatement */
                sealed: boolean;
                /** @description A(p) = A(p-1) + new + resurrected - churned, and A(p) = new + retained + resurrected */
                identity_holds: boolean;
                segment?: string;
            }[];
            meta: {
                definition: {
                    id: string;
                    version: number;
                    text: string;
                };
                unit: string;
                time_zone: string;
                /** @description first and last local day of the periods in the answer, inclusive */
                range: {
                    start: string | null;
                    end: string | null;
                };
                filter?: string[];
                /** Format: date-time */
                as_of: string;
                /** @description the local day of the first event */
                data_from: string | null;
                /** @description the local day of the last event */
                data_through: string | null;
                /** @description version of the workspace's time zone, activity definition and dimensions */
                definition_version: number;
                activity_types: string[];
                /** @constant */
                exact: true;
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                by?: string;
                /** @description of every row; false is a fault of this server, and is in its log */
                identity_holds: boolean;
            };
        };
        RetentionAnswer: {
            data: {
                /** @description the period in which its members were first active, or signed up */
                cohort: string;
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
                /** @description null: no data, which is not zero */
                size: number | null;
                /** @description by offset from the cohort period, from 0; null where that period is not over, or after the last event */
                retained: (number | null)[];
                /** @description the cohort's period is over */
                complete: boolean;
                /** @description the values are stored and final until a restatement */
                sealed: boolean;
            }[];
            meta: {
                definition: {
                    id: string;
                    version: number;
                    text: string;
                };
                unit: string;
                time_zone: string;
                /** @description first and last local day of the periods in the answer, inclusive */
                range: {
                    start: string | null;
                    end: string | null;
                };
                filter?: string[];
                /** Format: date-time */
                as_of: string;
                /** @description the local day of the first event */
                data_from: string | null;
                /** @description the local day of the last event */
                data_through: string | null;
                /** @description version of the workspace's time zone, activity definition and dimensions */
                definition_version: number;
                activity_types: string[];
                /** @constant */
                exact: true;
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                /** @enum {string} */
                cohort: "first_active" | "signed_up";
                /** @enum {string} */
                mode: "on" | "on_or_after";
                periods: number;
            };
        };
        PowerCurveAnswer: {
            data: {
                /** @description 1 to the number of days of the window */
                days: number;
                /** @description active on exactly so many of them; null: no data, which is not zero */
                members: number | null;
            }[];
            /** @description members active on any of the days */
            active: number | null;
            mean_daily_active: number | null;
            /** @description mean_daily_active / active; null where active is 0 */
            stickiness: number | null;
            /** @description the last day is over */
            complete: boolean;
            /** @description the values are stored and final until a restatement */
            sealed: boolean;
            meta: {
                definition: {
                    id: string;
                    version: number;
                    text: string;
                };
                unit: string;
                time_zone: string;
                /** @description first and last local day of the periods in the answer, inclusive */
                range: {
                    start: string | null;
                    end: string | null;
                };
                filter?: string[];
                /** Format: date-time */
                as_of: string;
                /** @description the local day of the first event */
                data_from: string | null;
                /** @description the local day of the last event */
                data_through: string | null;
                /** @description version of the workspace's time zone, activity definition and dimensions */
                definition_version: number;
                activity_types: string[];
                /** @constant */
                exact: true;
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                days: number;
            };
        };
        DeliveryAnswer: {
            data: {
                period: string;
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
                /** @description (message, recipient) sent in the period */
                sent: number | null;
                /** @description of these delivered, or read, within the horizon of the channel */
                delivered: number | null;
                /** @description of these read within the horizon */
                read: number | null;
                /** @description of these failed and not delivered within the horizon */
                failed: number | null;
                /** @description of these both failed and delivered */
                contradictory: number | null;
                /** @description statuses that landed in the period, later after the sending than the horizon */
                late_receipts: number | null;
                /** @description of the sent those whose sending was not seen, by the day of their first status */
                unseen_sent: number | null;
                /** @description delivered / sent; null where no channel reports receipts */
                delivery_rate: number | null;
                /** @description read / delivered; null where no channel reports reads */
                read_rate: number | null;
                /** @description read / sent */
                read_of_sent_rate: number | null;
                /** @description failed / sent */
                failure_rate: number | null;
                latency: {
                    /** @description seconds; percentiles by linear interpolation (R-7), null without pairs */
                    sent_to_delivered: {
                        p50: number | null;
                        p90: number | null;
                        p95: number | null;
                        p99: number | null;
                        /** @description deliveries of which both statuses were reported */
                        pairs: number | null;
                        /** @description pairs whose second status is earlier than the first; they are kept */
                        negative: number | null;
                    };
                    /** @description seconds; percentiles by linear interpolation (R-7), null without pairs */
                    delivered_to_read: {
                        p50: number | null;
                        p90: number | null;
                        p95: number | null;
                        p99: number | null;
                        /** @description deliveries of which both statuses were reported */
                        pairs: number | null;
                        /** @description pairs whose second status is earlier than the first; they are kept */
                        negative: number | null;
                    };
                };
                /** @description events that still count may come: the longest horizon of all channels is not over for the last day */
                maturing: boolean;
                /** @description the period is over */
                complete: boolean;
                /** @description the values are stored and final until a restatement */
                sealed: boolean;
                segment?: string;
            }[];
            meta: {
                definition: {
                    id: string;
                    version: number;
                    text: string;
                };
                unit: string;
                time_zone: string;
                /** @description first and last local day of the periods in the answer, inclusive */
                range: {
                    start: string | null;
                    end: string | null;
                };
                filter?: string[];
                /** Format: date-time */
                as_of: string;
                /** @description the local day of the first event */
                data_from: string | null;
                /** @description the local day of the last event */
                data_through: string | null;
                /** @description version of the workspace's time zone, activity definition and dimensions */
                definition_version: number;
                activity_types: string[];
                /** @constant */
                exact: true;
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                /** @enum {string} */
                by?: "channel" | "platform" | "country" | "error_code" | "app_version" | "manufacturer";
                /** @description of channels without a setting of their own */
                horizon_days: number;
                channels: {
                    [key: string]: {
                        /** @description A receipt counts until so many days after the sending */
                        horizon_days?: number;
                        /** @description Whether the channel tells what became of a message; left out: it does once a receipt was seen. Whether it tells of reads is always seen */
                        receipts?: boolean;
                    };
                };
            };
        };
        MetricList: {
            data: {
                id: string;
                version: number;
                name: string;
                text: string;
                unit: string;
                /** @description where it is answered */
                endpoint: string;
                grains: ("day" | "week" | "month" | "quarter" | "year")[];
                windows: ("calendar" | "rolling_7" | "rolling_28" | "rolling_30")[];
                /** @description what by and filter may name: of this workspace, or of deliveries */
                dimensions: string[];
                /** @description what filters may say of members, by their earliest signup; of deliveries nothing */
                member_facts: string[];
                /** @description beyond grain, window, from and to */
                parameters: string[];
                /** @description what a period gives in which nothing happened */
                empty_period: string;
                /** @description where the formula comes from */
                source: string;
            }[];
        };
        ExportedEvent: {
            /** @enum {string} */
            type: "member.active" | "member.signed_up" | "member.invited" | "message.sent" | "message.delivered" | "message.read" | "message.failed";
            /** @description keyed hash, 32 hexadecimal digits */
            event_key: string;
            /** @description keyed hash, 32 hexadecimal digits */
            content_hash: string;
            /**
             * Format: date-time
             * @description with milliseconds, UTC
             */
            occurred_at: string;
            /**
             * Format: date
             * @description the local day in the workspace's time zone
             */
            day: string;
            /** @description who acted; on message.read the reader. null: nobody did */
            member_no: number | null;
            inviter_no: number | null;
            message_key: string | null;
            recipient_key: string | null;
            /** @description null: not given */
            channel: string | null;
            /** @description null: not given */
            error_code: string | null;
            /** @description null: not given */
            platform: string | null;
            /** @description null: not given */
            manufacturer: string | null;
            /** @description null: not given */
            country: string | null;
            /** @description null: not given */
            app_version: string | null;
            /** @description null: not given */
            source: string | null;
            /** @description the other declared dimensions that the event gave */
            properties: {
                [key: string]: string;
            };
        };
        ExportEnd: {
            /** @constant */
            type: "export.end";
            /** @description how many lines came before it */
            events: number;
        };
        Status: {
            pipeline: {
                /** @description 0: every acknowledged event is in every answer */
                pending_events: number;
                oldest_pending_seconds: number | null;
                dead_letters: number;
            };
            events: {
                accepted: number;
                rejected: {
                    [key: string]: number;
                };
                /** @description distinct events in the warehouse */
                stored: number;
                /** @description accepted less stored, less dead letters; exact once pending_events is 0 */
                duplicates: number;
                /** @description events stored beyond the first of their identity, with other content */
                conflicting: number;
                /** Format: date-time */
                as_of: string;
            };
            /** @description events of the simulated service that were sent so far, while its workspace is being filled */
            filling: {
                sent: number;
                total: number;
            } | null;
            data_through: string | null;
            /** @description when a sealed number last became another; null: none ever did, and GET /v1/restatements is empty */
            last_restated_at: string | null;
            engines: {
                database: {
                    /** @enum {string} */
                    kind: "embedded" | "server";
                    version: string;
                    /** @description how much an acknowledgement can lose if the machine itself dies */
                    durability?: string;
                };
                queue: {
                    /** @enum {string} */
                    kind: "embedded" | "server";
                    version: string;
                    /** @description how much an acknowledgement can lose if the machine itself dies */
                    durability?: string;
                };
                warehouse: {
                    /** @enum {string} */
                    kind: "embedded" | "server";
                    version: string;
                    /** @description how much an acknowledgement can lose if the machine itself dies */
                    durability?: string;
                };
            };
            version: string;
        };
        DataHealth: {
            /** @description by reason, the most frequent first; examples are kept for 14 days, the last five of each reason */
            rejected: {
                code: string;
                count: number;
                examples: {
                    field: string | null;
                    message: string;
                    /** @description by field: the form of what was sent, letters as "a", digits as "0"; of identities only how long they are */
                    event: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    received_at: string;
                }[];
            }[];
            sealed: {
                numbers: number;
                last_sealed_at: string | null;
            };
            restatements: {
                count: number;
                last_restated_at: string | null;
            };
            /** @description dimensions with more values than are kept */
            dimension_values: {
                /** @description how many values of a dimension have numbers of their own */
                limit: number;
                over_limit: {
                    dimension: string;
                    /** @description how many came, counted in the log; "unknown" is none; null: counting takes longer than a question may */
                    values: number | null;
                    /** @description how many of them, the first by name in the order of their bytes, have numbers of their own */
                    kept: number;
                    /** @description the last of these; those after it are counted in "(other)" */
                    last_kept: string;
                }[];
            };
            /** @description npm run audit, when it last ended */
            last_audit: {
                /** Format: date-time */
                started_at: string;
                /** Format: date-time */
                finished_at: string;
                events: number;
                /** @description how many were compared with a recomputation */
                numbers: number;
                differences: number;
            } | null;
        };
        Annotation: {
            /** Format: uuid */
            id: string;
            /**
             * Format: date
             * @description a local day of the workspace
             */
            date: string;
            text: string;
            /** @description the email of the person who wrote it; null: written with a key or after a link */
            author: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AnnotationList: {
            /** @description by date */
            data: components["schemas"]["Annotation"][];
            /** @description `after` of the next page; null: there is none */
            next: string | null;
        };
        Workspace: {
            id: number;
            name: string;
            slug: string;
            /** @description whether its events are made up by this program: the demo */
            simulated: boolean;
            time_zone: string;
            activity_types: ("member.active" | "member.signed_up" | "member.invited" | "message.sent" | "message.read")[];
            dimensions: string[];
            /** @description Counts changes of time zone, activity definition and dimensions */
            definition_version: number;
            /** @description Events older than this are refused as too_old; null: no limit */
            max_age_days: number | null;
            /** @description For so long nothing may have touched a period before its numbers are sealed */
            seal_grace_hours: number;
            /** @description Receipts by channel, for those that have a setting */
            channels: {
                [key: string]: {
                    /** @description A receipt counts until so many days after the sending */
                    horizon_days?: number;
                    /** @description Whether the channel tells what became of a message; left out: it does once a receipt was seen. Whether it tells of reads is always seen */
                    receipts?: boolean;
                };
            };
            /** Format: date-time */
            created_at: string;
            first_event_received_at: string | null;
            /** @description the one that runs now: until it is done the settings above are the old ones */
            rebuild: components["schemas"]["Rebuild"] | null;
        };
        Session: {
            workspace: {
                id: number;
                name: string;
                slug: string;
                simulated: boolean;
                has_events: boolean;
            };
            /** @description those that may be looked at; a key has the one that it belongs to */
            workspaces: {
                id: number;
                name: string;
                slug: string;
                simulated: boolean;
                has_events: boolean;
            }[];
            /** @description null for a key, and for whoever came by a one-time link and has set no email yet */
            person: {
                /** Format: uuid */
                id: string;
                email: string;
            } | null;
            scopes: ("ingest" | "read" | "admin")[];
            /** @description null for a key, which does not expire */
            expires_at: string | null;
        };
        Person: {
            /** Format: uuid */
            id: string;
            email: string;
            /** Format: date-time */
            created_at: string;
            last_signed_in_at: string | null;
        };
        PersonList: {
            /** @description the oldest first */
            data: components["schemas"]["Person"][];
            /** @description `after` of the next page; null: there is none */
            next: string | null;
        };
        SignInLink: {
            token: string;
            /** Format: date-time */
            expires_at: string;
        };
        Key: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("ingest" | "read" | "admin")[];
            /** @description The last four characters, to tell keys apart */
            hint: string;
            /** Format: date-time */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
        };
        KeyList: {
            /** @description the oldest first */
            data: components["schemas"]["Key"][];
            /** @description `after` of the next page; null: there is none */
            next: string | null;
        };
        CreatedKey: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("ingest" | "read" | "admin")[];
            /** @description The last four characters, to tell keys apart */
            hint: string;
            /** Format: date-time */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
            key: string;
        };
        Rebuild: {
            /** Format: uuid */
            id: string;
            /**
             * @description running: every answer is by the old definition; done: by the new one; failed: the old one stays
             * @enum {string}
             */
            state: "running" | "done" | "failed";
            from_revision: number;
            to_revision: number;
            settings: {
                before: {
                    time_zone: string;
                    activity_types: string[];
                    dimensions: string[];
                };
                after: {
                    time_zone: string;
                    activity_types: string[];
                    dimensions: string[];
                };
            };
            /** @description null until the log has been looked over */
            progress: {
                steps: {
                    done: number;
                    total: number;
                };
                days: {
                    done: number;
                    total: number;
                };
                events: {
                    done: number;
                    total: number;
                };
            } | null;
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            /** @description while it runs: what the last attempt at a step met; the step is tried again */
            error: string | null;
        };
        RebuildList: {
            /** @description the last one first */
            data: components["schemas"]["Rebuild"][];
            /** @description `before` of the next page; null: there is none */
            next: string | null;
        };
        RebuildPreview: {
            /** @description the last twelve months that have data */
            data: {
                period: string;
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
                /** @description by the definition in force; null: no data, which is not zero */
                before: {
                    active_members: number;
                    /** @description active for the first time ever */
                    new_members: number;
                } | null;
                /** @description by the one that was asked about */
                after: {
                    active_members: number;
                    /** @description active for the first time ever */
                    new_members: number;
                } | null;
            }[];
            settings: {
                before: {
                    time_zone: string;
                    activity_types: string[];
                    dimensions: string[];
                };
                after: {
                    time_zone: string;
                    activity_types: string[];
                    dimensions: string[];
                };
            };
            /** @description empty: nothing would change */
            changes: ("time_zone" | "activity_types" | "dimensions")[];
            /** @description what the numbers above do not show */
            notes: string[];
            /** @description excluded segments of dimensions that would go: include them again first */
            blocked_by: {
                dimension: string;
                value: string;
            }[];
            /** @description rows of the log that would be folded again */
            events: number;
            /** Format: date-time */
            as_of: string;
        };
        ExclusionDecision: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            action: "exclude" | "include";
            /** @description how many members it names */
            members: number;
            segments: {
                dimension: string;
                value: string;
            }[];
            reason: string;
            /** Format: date-time */
            decided_at: string;
        };
        ExclusionList: {
            /** @description the decisions, the last first */
            data: components["schemas"]["ExclusionDecision"][];
            /** @description `before` of the next page; null: there is none */
            next: string | null;
            /** @description members that are excluded now, by name or by segment */
            excluded_members: number;
            excluded_segments: {
                dimension: string;
                value: string;
            }[];
        };
        ExclusionPreview: {
            /** @description members who count now and would not any more */
            members: number;
            /** @description of `member_ids`: nobody has been seen under these yet; they would never count */
            unknown_members: number;
            /** @description numbers that were told to be final, each of which is restated where it becomes another; 0 where nobody goes */
            final_numbers: number;
            /** Format: date-time */
            as_of: string;
        };
        ExcludedMember: {
            /** @description the number that stands for the member in the log; it says nothing about who it is */
            member_no: number;
        };
        ExcludedMemberList: {
            /** @description by number */
            data: components["schemas"]["ExcludedMember"][];
            /** @description `after` of the next page; null: there is none */
            next: number | null;
        };
        Restatement: {
            id: number;
            metric: string;
            /**
             * @description how long a period is; weeks are ISO weeks
             * @enum {string}
             */
            grain: "day" | "week" | "month" | "quarter" | "year";
            /**
             * @description calendar periods, or so many days that end with the labelled day
             * @enum {string}
             */
            window: "calendar" | "rolling_7" | "rolling_28" | "rolling_30";
            period: string;
            /** Format: date */
            start: string;
            /** Format: date */
            end: string;
            /** @description of which segment of a breakdown; left out: of everything */
            segment?: {
                dimension: string;
                value: string;
            };
            /** @description null: a rate or percentile of nothing */
            from: number | null;
            to: number | null;
            /**
             * Format: date-time
             * @description when the former number was sealed
             */
            sealed_at: string;
            /** Format: date-time */
            restated_at: string;
            reasons: ("late_events" | "exclusions" | "excluded_segment_changed" | "rebuild" | "metric_version" | "channel_settings")[];
            detail: {
                /** @description local days that late events fell on, at most the first 100 */
                late_days?: string[];
                late_day_count?: number;
                /** @description ids of the decisions about exclusions in between */
                exclusions?: string[];
                /** @description the excluded segments, where events have changed who is in them */
                excluded_segments?: {
                    dimension: string;
                    value: string;
                }[];
                definition_version?: {
                    from: number;
                    to: number;
                };
            };
        };
        RestatementList: {
            /** @description the last first */
            data: components["schemas"]["Restatement"][];
            /** @description `before` of the next page; null: there is none */
            next: number | null;
        };
        SavedExport: {
            /** Format: uuid */
            id: string;
            /** @description what the names of its files begin with; stays when the name changes */
            file_prefix: string;
            name: string;
            question: {
                /**
                 * @description what is asked: the numbers of the address of this name, or `events`, the raw log
                 * @enum {string}
                 */
                of: "series" | "growth" | "retention" | "power_curve" | "delivery" | "events";
                /**
                 * @description as the address takes them, without those that say of which days and in which form
                 * @default {}
                 */
                parameters: {
                    [key: string]: string | number | string[];
                };
            };
            range: {
                /** @constant */
                kind: "previous";
                /**
                 * @description how long a period is; weeks are ISO weeks
                 * @enum {string}
                 */
                grain: "day" | "week" | "month" | "quarter" | "year";
                /**
                 * @description how many, the last ones that are over
                 * @default 1
                 */
                count: number;
            } | {
                /** @constant */
                kind: "fixed";
                /** Format: date */
                from: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                to: string;
            } | {
                /** @constant */
                kind: "since_last_run";
                /**
                 * Format: date
                 * @description first day of the first run
                 */
                from: string;
            };
            /**
             * @description what each file is
             * @enum {string}
             */
            format: "csv" | "ndjson" | "parquet";
            /** @enum {string} */
            compression: "none" | "gzip" | "zstd";
            /** @description whether a period that is not over may be sent; its numbers still grow */
            incomplete_periods: boolean;
            /** @description when it runs by itself; null: when it is asked to */
            schedule: ({
                /** @constant */
                kind: "hourly";
                /** @default 0 */
                minute: number;
            } | {
                /** @constant */
                kind: "daily";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "weekly";
                /** @enum {string} */
                weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "monthly";
                /** @description of the month; the last one where the month is shorter */
                day: number;
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "first_weekday";
                /** @description by the clock of the workspace's time zone */
                time: string;
            } | {
                /** @constant */
                kind: "cron";
                /** @description five fields: minute, hour, day of the month, month, day of the week */
                expression: string;
            }) | null;
            /** @description the schedule makes no runs, and those of this time are not made up for */
            paused: boolean;
            /** @description whether, after each run, delivered periods whose numbers have changed are sent again */
            send_corrections: boolean;
            destination: {
                /** @constant */
                kind: "folder";
                /**
                 * @description below the workspace's own folder of the root that the configuration names
                 * @default
                 */
                path: string;
            } | {
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description the address without its query, which may hold a secret */
                receiver: string;
                secret: {
                    /** @constant */
                    set: true;
                };
            } | {
                /** @constant */
                kind: "slack";
                /** @description scheme and host of the address: all else of it is a secret */
                receiver: string;
            } | {
                /** @constant */
                kind: "s3";
                bucket: string;
                /**
                 * @description what the keys of the files begin with, as folders: growth/monthly; empty: nothing
                 * @default
                 */
                prefix: string;
                region: string;
                /** @description of the storage, as in https://s3.example.com; left out: Amazon S3 */
                endpoint?: string;
                /**
                 * @description whether the bucket is named in the path of requests, not in the name of the host
                 * @default false
                 */
                path_style: boolean;
                access_key_id: string;
                secret_access_key: {
                    /** @constant */
                    set: true;
                };
            };
            /** @description who is told when a run has failed for good; null: nobody */
            alert: ({
                /** @constant */
                kind: "email";
                /** @description email addresses */
                to: string[];
            } | {
                /** @constant */
                kind: "webhook";
                /** @description the address without its query, which may hold a secret */
                receiver: string;
                secret: {
                    /** @constant */
                    set: true;
                };
            }) | null;
            /** @description when the schedule fires next; null: it does not */
            next_due_at: string | null;
            /** @description the last one that was due or that somebody asked for: not of a backfill, nor a correction, nor a test; null: there is none */
            last_run: {
                /** Format: uuid */
                id: string;
                /**
                 * @description waiting: for the runs before it, or until every event that came before it is stored; retrying: an attempt failed, and another one follows by itself; skipped: there was nothing to send, since its period is not over, or none has ended since the last run; failed: for good
                 * @enum {string}
                 */
                state: "waiting" | "running" | "retrying" | "complete" | "skipped" | "cancelled" | "failed";
                /** @description null: follows from the run before it, and is known when it begins */
                period: {
                    /** Format: date */
                    start: string;
                    /**
                     * Format: date
                     * @description inclusive
                     */
                    end: string;
                } | null;
                /** @description what the last attempt met, in plain words */
                error: string | null;
                /** Format: date-time */
                created_at: string;
                finished_at: string | null;
            } | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ExportList: {
            /** @description the oldest first */
            data: components["schemas"]["SavedExport"][];
            /** @description `after` of the next page; null: there is none */
            next: string | null;
        };
        ExportRun: {
            /** Format: uuid */
            id: string;
            /**
             * @description waiting: for the runs before it, or until every event that came before it is stored; retrying: an attempt failed, and another one follows by itself; skipped: there was nothing to send, since its period is not over, or none has ended since the last run; failed: for good
             * @enum {string}
             */
            state: "waiting" | "running" | "retrying" | "complete" | "skipped" | "cancelled" | "failed";
            /** @description null: follows from the run before it, and is known when it begins */
            period: {
                /** Format: date */
                start: string;
                /**
                 * Format: date
                 * @description inclusive
                 */
                end: string;
            } | null;
            /** @description by the schedule; null: somebody asked for it */
            due_at: string | null;
            /** @description the backfill that it belongs to */
            backfill_id: string | null;
            /** @description sends a period again, since what was sent of it may have changed; skipped where it has not */
            correction: boolean;
            /** @description brings the first 100 rows alone, to try the destination, and counts as no delivery */
            test: boolean;
            attempts: number;
            /** @description progress of the present attempt, or of the last */
            rows_written: number;
            /** @description what the last attempt met, in plain words */
            error: string | null;
            delivered_to: string | null;
            /** @description when the alert of the export has said that the run failed for good */
            alerted_at: string | null;
            /** @description what the alert met, in plain words */
            alert_error: string | null;
            /** @description what was delivered; null until the run is complete */
            manifest: {
                /** @constant */
                manifest_version: 1;
                export: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                /** Format: uuid */
                run_id: string;
                /** @description the same for the same bytes of the same period of the same export: a receiver that knows it has the file */
                idempotency_key: string;
                /** @description name of the data file */
                file: string;
                /** @enum {string} */
                format: "csv" | "ndjson" | "parquet";
                /** @enum {string} */
                compression: "none" | "gzip" | "zstd";
                rows: number;
                /** @description true: a try-out, which has only the first rows. Drop it */
                test: boolean;
                /** @description size of the data file as it is delivered */
                bytes: number;
                /** @description of the data file as it is delivered, 64 hexadecimal digits */
                sha256: string;
                /** @description what was asked, and the address of the API, with parameters, that answers the same */
                question: {
                    /** @enum {string} */
                    of: "series" | "growth" | "retention" | "power_curve" | "delivery" | "events";
                    address: string;
                };
                /** @description local days, both included */
                period: {
                    /** Format: date */
                    start: string;
                    /** Format: date */
                    end: string;
                };
                time_zone: string;
                /** @description what the numbers mean; null: the raw log, which has no numbers */
                definition: {
                    id: string;
                    version: number;
                    text: string;
                } | null;
                /** @description version of the workspace's time zone, activity definition and dimensions */
                definition_version: number;
                schema: {
                    name: string;
                    type: string;
                    nullable: boolean;
                    unit?: string;
                    description?: string;
                }[];
                /** @description the delivery of the same period that this one takes the place of; null: it is the first */
                restates: {
                    /** Format: uuid */
                    run_id: string;
                    /** Format: date-time */
                    as_of: string;
                    sha256: string;
                    /** @description whether this file has other bytes */
                    changed: boolean;
                    /** @description local days of the period on which events were stored since */
                    late_days: string[];
                    /** @description final numbers of the period that became others since, the last first; at most 1,000 */
                    numbers: {
                        metric: string;
                        grain: string;
                        window: string;
                        period: string;
                        segment?: {
                            dimension: string;
                            value: string;
                        };
                        from: number | null;
                        to: number | null;
                        /** Format: date-time */
                        restated_at: string;
                    }[];
                } | null;
                /**
                 * Format: date-time
                 * @description when the numbers were asked for
                 */
                as_of: string;
                /**
                 * Format: date-time
                 * @description every event that was acknowledged before then is in the file
                 */
                watermark: string;
            } | null;
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            finished_at: string | null;
        };
        ExportRunList: {
            /** @description the last one first */
            data: components["schemas"]["ExportRun"][];
            /** @description `before` of the next page; null: there is none */
            next: string | null;
        };
        ExportBackfill: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            from: string;
            /**
             * Format: date
             * @description inclusive
             */
            to: string;
            /** @description how far it is */
            runs: {
                total: number;
                /** @description that are not over */
                open: number;
                complete: number;
                skipped: number;
                cancelled: number;
                failed: number;
            };
            /** Format: date-time */
            created_at: string;
        };
        ExportBackfillList: {
            /** @description the last one first */
            data: components["schemas"]["ExportBackfill"][];
            /** @description `before` of the next page; null: there is none */
            next: string | null;
        };
        DeadLetter: {
            /** Format: uuid */
            id: string;
            batch_id: string;
            reason: string;
            detail: string;
            event_type: string | null;
            occurred_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            replayed_at: string | null;
        };
        DeadLetterList: {
            /** @description the oldest first */
            data: components["schemas"]["DeadLetter"][];
            /** @description `after` of the next page; null: there is none */
            next: string | null;
        };
        ReplayResult: {
            replayed: number;
        };
        Readiness: {
            ready: boolean;
            checks: {
                [key: string]: "ok" | "failing";
            };
        };
        Liveness: {
            /** @constant */
            status: "ok";
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            errors?: {
                parameter: string;
                message: string;
                allowed?: string[];
            }[];
            /** @description what could be said all the same, where an engine is away */
            known?: {
                pipeline: {
                    /** @description 0: every acknowledged event is in every answer */
                    pending_events: number;
                    oldest_pending_seconds: number | null;
                    dead_letters: number;
                };
            };
        };
    };
    responses: {
        /** @description The request or its body cannot be read. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key, or one that is unknown or revoked. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key lacks the scope. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The workspace has nothing of this id. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Accept names no form that this answer has; `errors` lists those that there are. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It cannot be changed like this: the detail says why, and what to do. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Content-Type or Content-Encoding is none that is read. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A parameter is wrong; `errors` names each, and lists what is allowed. Or the question needs too much time or memory. */
        UnprocessableContent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many at once. Come back after `Retry-After` seconds. */
        TooManyRequests: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A fault of the server; its log says more. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An engine is away or busy. Come back after `Retry-After` seconds. */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventBatch"];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Send events */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Every event was refused; nothing is stored. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResult"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSeries: {
        parameters: {
            query: {
                /** @description Which metric: the id of one that GET /v1/metrics lists for this address. */
                metric: "active_members" | "signups" | "invites" | "invite_rate" | "conversion" | "k_factor" | "organic_share" | "activation_1d" | "activation_7d" | "activation_28d" | "time_to_first_message_p50" | "time_to_first_message_p90" | "new_members" | "retained_members" | "resurrected_members" | "churned_members" | "quick_ratio" | "stickiness" | "growth_rate" | "net_new" | "cmgr" | "messages_sent" | "messages_delivered" | "messages_read" | "messages_failed" | "messages_contradictory" | "unseen_sent" | "late_receipts" | "delivery_rate" | "read_rate" | "read_of_sent_rate" | "failure_rate" | "delivery_latency_p50" | "delivery_latency_p90" | "delivery_latency_p95" | "delivery_latency_p99" | "delivery_latency_pairs" | "delivery_latency_negative" | "read_latency_p50" | "read_latency_p90" | "read_latency_p95" | "read_latency_p99" | "read_latency_pairs" | "read_latency_negative";
                /** @description how long a period is; weeks are ISO weeks */
                grain?: "day" | "week" | "month" | "quarter" | "year";
                /** @description calendar periods, or so many days that end with the labelled day */
                window?: "calendar" | "rolling_7" | "rolling_28" | "rolling_30";
                /** @description First local day; the range is widened to whole periods. Without it 90 days, 52 weeks, 36 months, 20 quarters or 30 years before the end, or the first event. */
                from?: string;
                /** @description Last local day, inclusive; the range is widened to whole periods. Without it the last day with an event. */
                to?: string;
                /** @description Breaks the answer down by this dimension. */
                by?: string;
                /** @description dimension:value,value: only what has one of these values; a comma within a value is written \,. May be given up to 10 times: filters intersect on the same local day. member.DIMENSION:value and member.signed_up:2013-10 ask who the member is, by its earliest signup. */
                filter?: string[];
                /** @description Segments of a breakdown shown by name, the largest over the range; the rest is (other), an exact union. */
                limit?: number;
                /** @description Periods to look back, for the metrics that do: net_new (1 by default) and cmgr (3). */
                over?: number;
                /** @description which other period is shown beside each, cut to as many days as have elapsed while the period runs */
                compare?: "previous_period" | "previous_year";
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One metric, period by period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesAnswer"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getGrowth: {
        parameters: {
            query?: {
                /** @description how long a period is; weeks are ISO weeks */
                grain?: "day" | "week" | "month" | "quarter" | "year";
                /** @description First local day; the range is widened to whole periods. Without it 90 days, 52 weeks, 36 months, 20 quarters or 30 years before the end, or the first event. */
                from?: string;
                /** @description Last local day, inclusive; the range is widened to whole periods. Without it the last day with an event. */
                to?: string;
                /** @description Breaks the answer down by this dimension of the workspace. */
                by?: string;
                /** @description dimension:value,value: only what has one of these values; a comma within a value is written \,. May be given up to 10 times: filters intersect on the same local day. member.DIMENSION:value and member.signed_up:2013-10 ask who the member is, by its earliest signup. */
                filter?: string[];
                /** @description Segments of a breakdown shown by name, the largest over the range; the rest is (other), an exact union. */
                limit?: number;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Growth accounting: active, new, retained, resurrected, churned */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrowthAnswer"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRetention: {
        parameters: {
            query?: {
                /** @description What makes a cohort: the first activity ever, or the signup. */
                cohort?: "first_active" | "signed_up";
                /** @description how long a period is; weeks are ISO weeks */
                grain?: "day" | "week" | "month" | "quarter" | "year";
                /** @description on: active in that period; on_or_after: in it or at any later time. */
                mode?: "on" | "on_or_after";
                /** @description How many periods of each cohort, from its own (0) on. */
                periods?: number;
                /** @description First local day of the cohorts; what became of them is told as far as it is known. */
                from?: string;
                /** @description Last local day of the cohorts, inclusive. */
                to?: string;
                /** @description dimension:value,value: only what has one of these values; a comma within a value is written \,. May be given up to 10 times: filters intersect on the same local day. member.DIMENSION:value and member.signed_up:2013-10 ask who the member is, by its earliest signup. */
                filter?: string[];
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of those who came at one time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionAnswer"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPowerCurve: {
        parameters: {
            query?: {
                /** @description Last local day of the window; without it the last day with an event. */
                as_of?: string;
                /** @description How many days the window has. */
                days?: number;
                /** @description dimension:value,value: only what has one of these values; a comma within a value is written \,. May be given up to 10 times: filters intersect on the same local day. member.DIMENSION:value and member.signed_up:2013-10 ask who the member is, by its earliest signup. */
                filter?: string[];
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On how many of the last days people come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerCurveAnswer"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: {
                /** @description how long a period is; weeks are ISO weeks */
                grain?: "day" | "week" | "month" | "quarter" | "year";
                /** @description First local day; the range is widened to whole periods. Without it 90 days, 52 weeks, 36 months, 20 quarters or 30 years before the end, or the first event. */
                from?: string;
                /** @description Last local day, inclusive; the range is widened to whole periods. Without it the last day with an event. */
                to?: string;
                /** @description Breaks the answer down by this fact of the delivery. */
                by?: "channel" | "platform" | "country" | "error_code" | "app_version" | "manufacturer";
                /** @description fact:value,value: only deliveries with one of these values. Facts: channel, platform, country, error_code, app_version, manufacturer. Up to 10 times. */
                filter?: string[];
                /** @description Segments of a breakdown shown by name, the largest over the range; the rest is (other), an exact union. */
                limit?: number;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the messages sent in each period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listMetrics: {
        parameters: {
            query?: {
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalogue of metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what comes after this id: `next` of the page before. */
                after?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The saved exports of the workspace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description Save a question whose answer is to be brought somewhere */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedExport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A saved export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedExport"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a saved export and the record of its runs */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportChange"];
            };
        };
        responses: {
            /** @description Change a saved export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedExport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listExportRuns: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what came before this id: `next` of the page before. */
                before?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the runs of an export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRunList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    runExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExportRun"];
            };
        };
        responses: {
            /** @description Run an export now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getExportRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a run, from GET /v1/exports/{id}/runs. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of a run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRun"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelExportRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a run, from GET /v1/exports/{id}/runs. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop a run that is not over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportRun"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listExportBackfills: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what came before this id: `next` of the page before. */
                before?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far the backfills of an export are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportBackfillList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    backfillExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an export, from GET /v1/exports. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExportBackfill"];
            };
        };
        responses: {
            /** @description Send the periods of a range, each by a run of its own */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportBackfill"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelExportBackfill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a backfill, from GET /v1/exports/{id}/backfills. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop what is left of a backfill */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportBackfill"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRestatements: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only those of a smaller id: `next` of the page before. */
                before?: number;
                /** @description Only those of these metrics: their ids, with commas between. */
                metric?: string;
                /** @description `channel`: only those of single channels; empty: only those of numbers over everything. */
                by?: "" | "channel";
                /** @description Only those of this grain. */
                grain?: "day" | "week" | "month" | "quarter" | "year";
                /** @description Only those of this window. */
                window?: "calendar" | "rolling_7" | "rolling_28" | "rolling_30";
                /** @description Only those of periods that end on this local day or later. */
                from?: string;
                /** @description Only those of periods that begin on this local day or earlier. */
                to?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sealed numbers that became others, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestatementList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listExclusions: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what came before this id: `next` of the page before. */
                before?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is left out of every metric, and who decided so */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    exclude: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExclusionChange"];
            };
        };
        responses: {
            /** @description Leave members or segments out of every metric */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionDecision"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    include: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExclusionChange"];
            };
        };
        responses: {
            /** @description Take members or segments in again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionDecision"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listExcludedMembers: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only those of a greater number: `next` of the page before. */
                after?: number;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Members who are excluded by name, as the numbers that they have in the log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExcludedMemberList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    previewExclusion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExclusionPreviewRequest"];
            };
        };
        responses: {
            /** @description What leaving members or segments out would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExclusionPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    previewRebuild: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RebuildPreviewRequest"];
            };
        };
        responses: {
            /** @description What another definition would make of the last twelve months */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRebuilds: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what came before this id: `next` of the page before. */
                before?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes of the definition, running and past */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRebuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a rebuild, from GET /v1/rebuilds. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far a rebuild has come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebuild"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Only what comes after this id: `next` of the page before. */
                after?: string;
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Acknowledged events that could not be stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replayDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description Put dead letters back into the queue */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings of the workspace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceChange"];
            };
        };
        responses: {
            /** @description Change settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAnnotations: {
        parameters: {
            query?: {
                /** @description The first day */
                from?: string;
                /** @description The last day, included */
                to?: string;
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what comes after this id: `next` of the page before. */
                after?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Notes on days, for charts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnotationList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    addAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnnotation"];
            };
        };
        responses: {
            /** @description Note what happened on a day */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an annotation, from GET /v1/annotations. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a note */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of an annotation, from GET /v1/annotations. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnotationChange"];
            };
        };
        responses: {
            /** @description Change a note, or its day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what comes after this id: `next` of the page before. */
                after?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys of the workspace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Make a key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a key, from GET /v1/keys. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoke a key; it stops within a second */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, or whose key this is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Exchange a one-time link, or an email and a password, for a session cookie */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End the session */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End every session of the person */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description Set or change one's own email and password */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description How many at most; `next` of the answer leads to the rest. */
                limit?: number;
                /** @description Only what comes after this id: `next` of the page before. */
                after?: string;
                /** @description Form of the answer; without it what Accept names, or else JSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who may sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonList"];
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of a person, from GET /v1/people. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Let somebody in no more; all sessions end */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Make a one-time link for another person */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    exportEvents: {
        parameters: {
            query?: {
                /** @description First local day; without it that of the first event. */
                from?: string;
                /** @description Last local day, inclusive; without it that of the last event. */
                to?: string;
                /** @description Repeatable; without it every type. */
                type?: ("member.active" | "member.signed_up" | "member.invited" | "message.sent" | "message.delivered" | "message.read" | "message.failed")[];
                /** @description Form of the answer; without it what Accept names, or else NDJSON. */
                format?: "json" | "csv" | "ndjson" | "parquet" | "arrow";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stored events, one a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ExportedEvent"] | components["schemas"]["ExportEnd"];
                    "application/json": unknown;
                    "text/csv": unknown;
                    "application/vnd.apache.parquet": unknown;
                    "application/vnd.apache.arrow.stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far the pipeline has come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDataHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why events were rejected, and what speaks for the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataHealth"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the process runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether engines answer and workers run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["InternalServerError"];
            /** @description Not ready; `checks` says what is not. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getProcessMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counters of the process, for Prometheus */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
}
