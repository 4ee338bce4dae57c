create index ticket_layouts on events (hall, epoch, seq)
    where kind = 'TicketLayoutChanged';
