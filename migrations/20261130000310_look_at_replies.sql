-- A workshop's answer to a review is looked at like the review itself, and hidden without it. Without an answer the state says nothing.
alter table ratings_reviews
    add column reply_status text not null default 'published',
    add column reply_signals text[] not null default '{}',
    add column reply_rule text,
    add column reply_decided_at timestamptz,
    add constraint ratings_reviews_reply_status_is_known check (reply_status in ('pending', 'published', 'hidden')),
    add constraint ratings_reviews_reply_hidden_by_a_rule check (reply_status <> 'hidden' or reply_rule is not null),
    add constraint ratings_reviews_reply_status_needs_one check (reply_status = 'published' or reply is not null);
create index ratings_reviews_replies_pending on ratings_reviews (replied_at, id) where reply_status = 'pending';
create index ratings_reviews_replies_hidden on ratings_reviews (reply_decided_at desc, id desc) where reply_status = 'hidden';
