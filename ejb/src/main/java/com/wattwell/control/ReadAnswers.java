package com.wattwell.control;

import com.wattwell.platform.Database;
import com.wattwell.protocol.ItemValue;
import com.wattwell.protocol.MeterReply;
import com.wattwell.protocol.Protocols;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What meters answered to the questions of a batch, by the item that was asked for, from the bytes that came. */
@ApplicationScoped
public class ReadAnswers {

    @Inject
    private Database database;

    /**
     * @param most commands that are looked at
     * @return by command, then by item, the values as the item is written
     */
    public Map<Long, Map<String, List<String>>> ofBatch(long batchId, int most) {
        record Answer(long command, String item, List<String> values) {
        }
        Map<Long, Map<String, List<String>>> answers = new HashMap<>();
        database.list("""
                        select distinct on (t.command_id, t.item) t.command_id, t.item, t.request, t.reply, m.protocol
                        from command_attempt t join command c on c.id = t.command_id join meter m on m.id = c.meter_id
                        where c.id in (select k.id from command k where k.batch_id = ? order by k.id limit ?) and t.verdict = 'GOOD' and t.item is not null
                        order by t.command_id, t.item, t.attempt desc""",
                row -> new Answer(row.getLong("command_id"), row.getString("item"),
                        values(CommandResults.decoded(Protocols.named(row.getString("protocol")), row.getBytes("request"), row.getBytes("reply")))), batchId, most)
                .stream().filter(answer -> answer.values() != null)
                .forEach(answer -> answers.computeIfAbsent(answer.command(), command -> new HashMap<>()).put(answer.item(), answer.values()));
        return answers;
    }

    private static List<String> values(MeterReply reply) {
        return reply instanceof MeterReply.Values values && !values.values().isEmpty() ? values.values().stream().map(ReadAnswers::text).toList() : null;
    }

    private static String text(ItemValue value) {
        return value.number() != null ? value.number().toPlainString() : value.text() == null ? "" : value.text();
    }
}
