import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The secret half of a one-time sign-in link, stored as its SHA-256. */
@Entity('sign_in_tokens')
export class SignInTokenEntity {
  @PrimaryColumn({ type: 'bytea' })
  hash!: Buffer;

  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
