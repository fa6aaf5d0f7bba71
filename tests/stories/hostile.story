# Names that hold terminal sequences, line ends, odd directions or no UTF-8 are shown harmlessly in every screen.
size 80x24
sign in 6666
keys / "837" Enter
see 'Red ?[31malert?'
see 'Title ?]0;owned?'
see 'Two?lines?and?mo'
see
|    ALIAS ID ▲ NAME              EXTEN    PHONES          SERVER     PROTO ACT
|► ● 8370x                        8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8371x                        8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8372x      Red ?[31malert?[… 8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8373x      Two?lines?and?mo… 8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8374x      Title ?]0;owned?… 8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8375x      =1+1, "quoted"; … 8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8376x      ?kseD? ?H         8301     8301a,8301b     dialer1 +1 SIP   Y
|  ■ 8377x      Overflow                   8377a           ?
|  ● 8378x      東京サポート      8301     8301a,8301b     dialer1 +1 SIP   Y
|  ● 8379x      JosÃ© Ãlvarez     8301     8301a,8301b     dialer1 +1 SIP   Y
|
keys ^U Esc / "8372x" Enter e
see '[Red ?[31malert?[0m?'
keys Esc D
see 'Red ?[31malert?[0m?'
keys Esc Esc / "8386x" Enter e
see '8386x'
store unchanged
