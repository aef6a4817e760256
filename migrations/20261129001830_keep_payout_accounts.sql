-- Where a workshop's money goes. Only its owner sets it, with two factors and a fresh proof; pages show its end alone.
create table mechanic_payout_accounts (
    mechanic_id uuid not null,
    iban text not null,
    holder text not null,
    updated_at timestamptz not null,
    constraint mechanic_payout_accounts_one_per_mechanic primary key (mechanic_id),
    constraint mechanic_payout_accounts_mechanic_exists foreign key (mechanic_id) references mechanics (id) on delete cascade,
    constraint mechanic_payout_accounts_iban_is_turkish check (iban ~ '^TR[0-9]{24}$'),
    constraint mechanic_payout_accounts_holder_has_a_length check (length(holder) between 2 and 140)
);
