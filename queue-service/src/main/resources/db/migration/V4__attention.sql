-- When which payload was first shown to whom. A policy's reading time counts from here, and not from what a browser says. What comes
-- back (waiting_since) is to be read again, whatever the payload is.
create table review_shown (
    review        uuid        not null references review,
    person        text        not null,
    digest        text        not null,
    waiting_since timestamptz not null,
    at            timestamptz not null,
    primary key (review, person, digest, waiting_since)
);

-- How whoever decided had looked, as JSON: kept with what they did.
alter table review_history add column attention text;
