import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who has signed in; the cookie's token is stored as its SHA-256. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn({ type: 'bytea' })
  hash!: Buffer;

  /** The workspace that the person looks at: their own, or one of simulated data. */
  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  /** The workspace that the link or the person belongs to. */
  @Column({ name: 'home_workspace_id', type: 'int' })
  homeWorkspaceId!: number;

  /** Null: whoever came by a one-time link and has set no email yet. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId!: string | null;

  @Column({ type: 'text', array: true })
  scopes!: string[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
