import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A generation of rows in the warehouse, and the settings by which its events are folded. */
export interface RevisionSettings {
  readonly revision: number;
  readonly timeZone: string;
  readonly activityTypes: readonly string[];
  readonly dimensions: readonly string[];
}

/** What a workspace says about the receipts of a channel; undefined: as it is without a setting. */
export interface ChannelSetting {
  readonly horizon_days?: number | undefined;
  readonly receipts?: boolean | undefined;
}

/** One messaging service being measured: the tenant. */
@Entity('workspaces')
export class WorkspaceEntity {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text', unique: true })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Whether its events are made up by this program; then it says so everywhere. */
  @Column({ type: 'boolean', default: false })
  simulated!: boolean;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ name: 'activity_types', type: 'text', array: true })
  activityTypes!: string[];

  @Column({ type: 'text', array: true })
  dimensions!: string[];

  /** The generation of rows in the warehouse that answers; a rebuild fills the next one and then changes this. */
  @Column({ type: 'int', default: 1 })
  revision!: number;

  /** Counts changes of time zone, activity types and dimensions. */
  @Column({ name: 'definition_version', type: 'int', default: 1 })
  definitionVersion!: number;

  /**
   * Events are folded into this generation too: the one that a rebuild fills, and for some seconds after the switch the one that
   * it replaced, since answers may come from settings that were read before.
   */
  @Column({ name: 'second_revision', type: 'jsonb', nullable: true })
  secondRevision!: RevisionSettings | null;

  @Column({ name: 'max_age_days', type: 'int', nullable: true })
  maxAgeDays!: number | null;

  /** How long nothing may have touched a period's days before its numbers are sealed. */
  @Column({ name: 'seal_grace_hours', type: 'int', default: 48 })
  sealGraceHours!: number;

  /** By channel. */
  @Column({ type: 'jsonb', default: {} })
  channels!: Record<string, ChannelSetting>;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Set before the first acknowledgement, never cleared: from then on the definition cannot simply be changed. */
  @Column({ name: 'first_event_received_at', type: 'timestamptz', nullable: true })
  firstEventReceivedAt!: Date | null;
}
