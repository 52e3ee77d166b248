import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An acknowledged event that could not be stored. It holds keyed hashes only. */
@Entity('dead_letters')
export class DeadLetterEntity {
  /** Made of batch and position, so that a job that runs twice sets the same event aside once. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  @Column({ name: 'batch_id', type: 'text' })
  batchId!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  detail!: string;

  /** JSON text of the queue's row as it came; of a payload that could not be read at all, the payload. */
  @Column({ type: 'text' })
  event!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'replayed_at', type: 'timestamptz', nullable: true })
  replayedAt!: Date | null;
}
