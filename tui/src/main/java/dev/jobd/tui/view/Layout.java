package dev.jobd.tui.view;

import dev.jobd.tui.state.Rooms;
import dev.jobd.tui.state.Size;

/// Which line of the screen is what.
///
/// A tall screen has a header, a banner, titles, the list, a status line, a line about the selected
/// job, a message line and the footer; a low one only header, list, message line and footer.
record Layout(Size size, boolean tall) {

    static Layout of(Size size) {
        return new Layout(size, Rooms.isTall(size));
    }

    boolean hasTitles() {
        return tall;
    }

    int listTop() {
        return tall ? 3 : 1;
    }

    int listRows() {
        return Rooms.list(size);
    }

    /// The line below the list; tall screens only.
    int statusRow() {
        return size.rows() - 4;
    }

    int detailRow() {
        return size.rows() - 3;
    }

    int messageRow() {
        return size.rows() - 2;
    }

    int footerRow() {
        return size.rows() - 1;
    }
}
