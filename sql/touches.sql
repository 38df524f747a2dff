-- Every way in which a visit came, as it was judged last.
SELECT id, channel, name, domain, host, page, source, medium, campaign, term, content, click_id, own_channel, rule
FROM touches FINAL
ORDER BY id
