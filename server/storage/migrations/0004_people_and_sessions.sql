alter table officials add column temporary_until bigint;

alter table sessions add column id text not null default '';

alter table sessions add column browser_digest text not null default '';

alter table sessions add column browser text not null default '';

alter table sessions add column place text not null default '';

alter table sessions add column idle_ms bigint not null default 0;

alter table sessions add column confirmed_at bigint not null default 0;

alter table login_failures add column about text not null default '';

create index login_failures_about on login_failures (hall, about);
