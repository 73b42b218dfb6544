package com.wattwell.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModelService;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.dlt645.Dlt645Frame;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model is tried on a meter that is of another one. */
class ModelTrialTest {

    private static final String TWO_PLACES_AND_ONE_WAKING_BYTE = """
            {"code": "TRIED", "make": "M", "name": "N", "protocol": "DLT645_2007", "preamble": 1,
             "items": {"00010000": {"type": "ACTIVE_ENERGY_FORWARD", "decimals": 1}, "02010100": "VOLTAGE_A", "02800002": "FREQUENCY"}}""";

    private Spine spine;
    private Caller admin;
    private int tried;

    @BeforeEach
    void aConnectedMeterOfTheStandardAndAModelOfOurOwn() {
        spine = new Spine().login(1);
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        tried = create(TWO_PLACES_AND_ONE_WAKING_BYTE);
    }

    private int create(String document) {
        return spine.wiring.bean(MeterModelService.class).create(admin, spine.company, json(document));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private List<Exchange> tryIt() {
        List<Long> commands = spine.wiring.bean(CommandService.class).tryModel(admin, spine.meter, tried);
        commands.forEach(id -> spine.wiring.bean(CommandWork.class).work(id));
        return spine.wiring.adapter.exchanges;
    }

    private void take(ExchangeOutcome... outcomes) {
        spine.wiring.bean(CommandOutcomes.class).take(List.of(outcomes));
    }

    @Test
    void theMeterIsSpokenToAsTheTriedModelSaysAndItsValuesGoIntoNoArchive() {
        List<Exchange> exchanges = List.copyOf(tryIt());
        assertThat(exchanges).extracting(exchange -> Hex.of(exchange.request()).substring(0, 4)).containsOnly("FE68");
        assertThat(exchanges).hasSize(3);

        take(spine.replied(exchanges.get(0), Dlt645Frame.itemData(0x00010000, (byte) 0x78, (byte) 0x56, (byte) 0x34, (byte) 0x12)),
                spine.refused(exchanges.get(1), 0x02), spine.ended(exchanges.get(2), End.NO_REPLY, true));

        CommandQueries queries = new CommandQueries(spine.database, spine.wiring.clock);
        CommandQueries.Row command = queries.list(admin.scope(), CommandQueries.Filter.NONE, new Page.Request(1, 9)).items().getFirst();
        assertThat(command.state()).isEqualTo(CommandState.CONFIRMED);
        assertThat(command.result()).as("1234567.8 kWh by the tried model, 123456.78 by the standard").contains("1234567.8");
        assertThat(queries.attempts(admin.scope(), command.id(), 9)).extracting(CommandQueries.Attempt::verdict)
                .containsExactly("UNCLEAR", "REFUSED", "GOOD");
        assertThat(spine.database.<Long>one("select count(*) from reading", row -> row.getLong(1))).isZero();
    }

    @Test
    void aModelWithManyItemsIsTriedByCommandsThatWaitForOneAnother() {
        tried = spine.wiring.bean(MeterModelService.class).copy(admin, spine.wiring.bean(MeterModelQueries.class).standard("DLT645_2007").id(), spine.company, "COPY", "Copy");

        List<Exchange> exchanges = tryIt();

        assertThat(exchanges).as("of the first command").hasSize(8);
        assertThat(spine.database.<Long>one("select count(*) from command where state = 'WAITING'", row -> row.getLong(1))).isEqualTo(4);
    }

    @Test
    void whenTheTriedModelIsGoneTheMeterIsAskedAsItsOwnModelSaysSoThatNothingWaitsForEver() {
        spine.wiring.bean(CommandService.class).tryModel(admin, spine.meter, tried);
        spine.wiring.bean(MeterModelService.class).delete(admin, tried);
        long command = spine.database.one("select id from command", row -> row.getLong(1));

        spine.wiring.bean(CommandWork.class).work(command);

        assertThat(spine.wiring.adapter.exchanges).extracting(exchange -> Hex.of(exchange.request()).substring(0, 8)).containsOnly("FEFEFEFE");
    }

    @Test
    void aModelOfAnotherProtocolAnotherCompanyOrWithoutItemsIsNotTried() {
        CommandService commands = spine.wiring.bean(CommandService.class);
        int water = spine.wiring.bean(MeterModelQueries.class).standard("CJT188").id();
        int empty = create("{\"code\": \"EMPTY\", \"make\": \"M\", \"name\": \"N\", \"protocol\": \"DLT645_2007\"}");
        Caller other = new Caller("li", "Li", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));

        assertThatThrownBy(() -> commands.tryModel(admin, spine.meter, water)).isInstanceOf(RefusedException.class).hasMessageContaining("speaks CJT188");
        assertThatThrownBy(() -> commands.tryModel(admin, spine.meter, empty)).isInstanceOf(RefusedException.class).hasMessageContaining("1 to 160 items");
        assertThatThrownBy(() -> commands.tryModel(other, spine.meter, tried)).isInstanceOf(RefusedException.class).hasMessageContaining("no meter");
    }
}
