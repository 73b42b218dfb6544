package com.wattwell.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.wattwell.calendar.CalendarDay.Kind;
import com.wattwell.calendar.CalendarLines.Line;
import com.wattwell.calendar.CalendarLines.Mistake;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarLinesTest {

    @Test
    void linesAreReadAsPeopleWriteThemAndAKnownFestivalNeedsNoTranslation() {
        List<Line> lines = CalendarLines.read("""
                # 2027

                2027-02-05,HOLIDAY,春节
                2027-2-14，班，春节调休
                2027-03-01\tholiday\tAnniversary\tAnniversary of the company
                """);
        assertThat(lines).extracting(Line::mistake).containsOnlyNulls();
        assertThat(lines).extracting(Line::number).containsExactly(3, 4, 5);
        assertThat(lines).extracting(Line::day).containsExactly(
                new CalendarDay(LocalDate.of(2027, 2, 5), Kind.HOLIDAY, "春节", "Spring Festival", false),
                new CalendarDay(LocalDate.of(2027, 2, 14), Kind.WORKING_DAY, "春节调休", "Made up for Spring Festival", false),
                new CalendarDay(LocalDate.of(2027, 3, 1), Kind.HOLIDAY, "Anniversary", "Anniversary of the company", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            2027-02-05                      | FIELDS
            2027-02-05,HOLIDAY              | FIELDS
            2027-02-05,HOLIDAY,a,b,c        | FIELDS
            2027-02-30,HOLIDAY,春节         | DATE
            5 Feb 2027,HOLIDAY,春节         | DATE
            20270205,HOLIDAY,春节           | DATE
            1999-12-31,HOLIDAY,春节         | YEAR
            9999-01-01,HOLIDAY,春节         | YEAR
            2027-02-05,FREE,春节            | KIND
            2027-02-05,HOLIDAY,             | NAME
            "2027-02-05,HOLIDAY,a\u202Eb" | NAME
            """)
    void aWrongLineSaysWhatIsWrongWithIt(String line, Mistake mistake) {
        assertThat(CalendarLines.read(line)).singleElement().satisfies(read -> {
            assertThat(read.mistake()).isEqualTo(mistake);
            assertThat(read.day()).isNull();
        });
    }

    @Test
    void aDayWrittenTwiceAndAnImportWithoutEndAreMistakes() {
        assertThat(CalendarLines.read("2027-02-05,HOLIDAY,a\n2027-02-05,WORKING_DAY,b")).extracting(Line::mistake).containsExactly(null, Mistake.TWICE);
        List<Line> many = CalendarLines.read("2027-02-05,HOLIDAY,a\n".repeat(100_000));
        assertThat(many).hasSize(CalendarLines.MAX_LINES + 1).last().extracting(Line::mistake).isEqualTo(Mistake.TOO_MANY);
        assertThat(CalendarLines.read("x".repeat(500))).singleElement().extracting(Line::text).asString().hasSize(61);
    }
}
