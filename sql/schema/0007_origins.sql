-- Where each way of coming leads back to: the names of a touch in every kind of source. A function of the touch alone, so
-- that visits can be counted by touch first and named afterwards. A visit has exactly one name in each kind, so the rows
-- of a kind always add up to all visits.
-- The domain is the registrable one, the host where a platform carries many authors, and source / medium where the visit
-- was paid for, so that a search engine's advertisements and its free answers are two sources.
-- `names` holds them by the number of the kind (schema::SourceKind); where a visit landed is nothing of the touch.
-- A touch that was judged again has several rows until they are merged: the last one counts.
-- A touch of 0 is direct or internal; a payment or sign-in provider that brings somebody back did not send them.
CREATE VIEW IF NOT EXISTS origins AS
SELECT
    id AS touch,
    toUInt8(if(sent, channel, 1)) AS channel,
    own_channel,
    multiIf(NOT sent, '(direct)',
            channel IN (2, 3, 4, 5, 6, 7, 8, 16), concat(source, ' / ', medium),
            grain = 1, host, domain != '', domain, source != '', source, '(unknown)') AS source_domain,
    if(sent AND grain = 1, host, '') AS source_host,
    if(sent AND page != host, page, '') AS source_page,
    if(sent AND (campaign != '' OR medium NOT IN ('', 'referral', 'organic', '(none)')), concat(source, ' / ', medium, ' / ', campaign), '') AS source_campaign,
    if(sent, rule, 'direct') AS rule,
    [source_domain, source_host, source_page, source_campaign, '', toString(channel)] AS names
FROM
(
    SELECT
        id, provider = 0 AS sent, channel, own_channel, domain, source, grain, host, page, medium, campaign, rule
    FROM touches FINAL
    UNION ALL
    SELECT
        toUInt64(0) AS id, toUInt8(0) AS sent, toUInt8(1) AS channel, '' AS own_channel, '' AS domain, '' AS source,
        toUInt8(0) AS grain, '' AS host, '' AS page, '' AS medium, '' AS campaign, 'direct' AS rule
)
